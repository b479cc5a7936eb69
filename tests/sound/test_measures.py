"""Checks the measures on sounds whose figures are known. ./dev sound --check runs it."""
import unittest

import numpy as np

import analysis
import cli
import follow
import loudness
import report
import signals
import table
import voices
import wav
from parts import compressor, eq, limiter, meters, pitch, rates, saturation, space


class Levels(unittest.TestCase):
    def test_a_full_scale_sine_of_997_hz_in_one_channel_is_at_minus_3_01(self):
        sound = analysis.tone(48000, 997, 10 * 48000)[:, None]
        self.assertAlmostEqual(loudness.integrated(48000, sound), -3.01, delta=0.005)

    def test_the_weighting_is_the_same_at_other_rates(self):
        for rate in (44100, 96000, 192000):
            for hz in (30, 100, 1000, 3000, 10000):
                self.assertAlmostEqual(loudness.weighting_db(hz, rate), loudness.weighting_db(hz), delta=0.05)

    def test_true_peak_finds_what_lies_between_samples(self):
        quarter = np.sin(np.pi / 2 * np.arange(48000) + np.pi / 4)
        self.assertAlmostEqual(loudness.true_peak_db(signals.faded(quarter, 48000)), 0.0, delta=0.001)
        self.assertAlmostEqual(analysis.db(np.max(np.abs(quarter))), -3.01, delta=0.001)

    def test_true_peak_agrees_with_four_times_the_rate_made_directly(self):
        rng = signals.random(1)
        n, bins = 1 << 14, np.arange(1, 1 << 14 - 2)
        spectrum = np.zeros(n // 2 + 1, dtype=complex)
        inside = bins[bins < 0.47 * n]
        spectrum[inside] = np.exp(2j * np.pi * rng.random(len(inside)))
        window = lambda count: np.hanning(count)
        base, fine = np.fft.irfft(spectrum) * window(n), np.fft.irfft(spectrum, 16 * n) * 16 * np.interp(
            np.arange(16 * n) / 16, np.arange(n), window(n)
        )
        self.assertAlmostEqual(loudness.true_peak_db(base), analysis.db(np.max(np.abs(fine))), delta=0.01)

    def test_loudness_range_of_two_levels(self):
        sound = meters.tones([(20, -20), (20, -30)])
        self.assertAlmostEqual(loudness.Loudness(48000, sound).range(), 10, delta=0.1)


class Tones(unittest.TestCase):
    def test_distortion_of_a_known_harmonic(self):
        sound = analysis.tone(48000, 500, 96000) + analysis.tone(48000, 1500, 96000, -80)
        self.assertAlmostEqual(analysis.distortion_db(sound, 48000, [1000]), -80, delta=0.001)

    def test_a_pure_tone_has_none(self):
        self.assertLess(analysis.distortion_db(analysis.tone(48000, 500, 96000), 48000, [1000]), -250)

    def test_folded_products_of_a_naive_clipper_are_seen_apart_from_harmonics(self):
        clip = lambda rate, sound: np.clip(sound, -0.1, 0.1)
        harmonics, aliases, under = saturation.products(clip, 4986.5)
        self.assertGreater(harmonics, -25)
        self.assertGreater(aliases, -45)
        self.assertLess(under, aliases)
        smooth = lambda rate, sound: sound + 0.1 * sound**3  # its third harmonic stays below 20 kHz
        harmonics, aliases, _ = saturation.products(smooth, 4986.5)
        self.assertGreater(harmonics, -70)
        self.assertLess(aliases, -200)

    def test_fitting_a_tone_leaves_what_is_not_in_it(self):
        sound = analysis.tone(44100, 997, 44100, -20) + 0.001 * signals.random(2).standard_normal(44100)
        amplitude, rest = rates.fitted(sound, 44100, 997)
        self.assertAlmostEqual(analysis.db(amplitude), -20, delta=0.01)
        self.assertAlmostEqual(analysis.rms(rest), 0.001, delta=0.00002)


class Alignment(unittest.TestCase):
    def setUp(self):
        self.sound = signals.pink(48000, signals.random(3)) * np.hanning(48000)

    def test_whole_frames(self):
        later = analysis.moved(self.sound, -123, len(self.sound))
        self.assertEqual(analysis.lag(self.sound, later), 123)
        self.assertEqual(analysis.lag(later, self.sound), -123)

    def test_parts_of_a_frame(self):
        later = analysis.moved_finely(self.sound[:, None], -0.3)[:, 0]
        self.assertAlmostEqual(analysis.fine_lag(self.sound, later, 48000), 0.3, delta=0.001)


class Noise(unittest.TestCase):
    def test_a_change_of_level_is_no_noise(self):
        sound = signals.music(48000, 2)
        self.assertLess(analysis.noise_to_signal_db(sound, 0.5 * sound, 48000), -150)

    def test_noise_that_follows_the_signal_reads_as_it_was_made(self):
        sound = wav.stereo(signals.pink(96000, signals.random(4)))
        noise = wav.stereo(signals.pink(96000, signals.random(5)))
        self.assertAlmostEqual(analysis.noise_to_signal_db(sound, sound + 0.1 * noise, 48000), -20, delta=2.5)


class Responses(unittest.TestCase):
    def test_the_response_of_a_delay_that_is_early(self):
        device = lambda rate, sound: 0.5 * np.roll(sound, -7, axis=0)
        hz, heard = analysis.response(device, 48000)
        self.assertTrue(np.allclose(np.abs(heard), 0.5))
        self.assertAlmostEqual(float(np.angle(heard[100])), 2 * np.pi * hz[100] * 7 / 48000, places=6)

    def test_the_decay_of_noise_that_falls_by_60_db_in_a_second(self):
        fall = 10 ** (-3 * np.arange(96000) / 48000)[:, None]
        answers = [signals.random(seed).standard_normal((96000, 2)) * fall for seed in range(6)]
        for hz in (125, 1000, 8000):
            self.assertAlmostEqual(space.decay_time(answers, hz), 1.0, delta=0.05)

    def test_prototypes_have_the_gain_they_say(self):
        self.assertAlmostEqual(analysis.db(eq.prototype("bell", 1000, 6.0, 2, [1000.0]))[0], 6)
        self.assertAlmostEqual(analysis.db(eq.prototype("low_shelf", 1000, 6.0, 0.7, [0.01]))[0], 6, places=4)
        self.assertAlmostEqual(analysis.db(eq.prototype("high_shelf", 1000, 6.0, 0.7, [1e8]))[0], 6, places=4)
        self.assertAlmostEqual(analysis.db(eq.prototype("low_pass", 1000, 0.0, 0.70710678, [1000.0]))[0], -3.01, delta=0.001)

    def test_the_declared_curve_of_the_compressor(self):
        self.assertEqual(compressor.curve(-40, -30, 4, 10), -40)
        self.assertEqual(compressor.curve(-10, -30, 4, 10), -25)
        self.assertAlmostEqual(compressor.curve(-30, -30, 4, 10), -30.9375)


class Voices(unittest.TestCase):
    def setUp(self):
        self.sung = voices.sing(voices.Style("alto", 3, drift=0, jitter=0), 6.0)

    def test_a_note_is_followed_to_a_cent(self):
        for note in self.sung.notes:
            times, hz = follow.pitch(self.sung.sound[:, 0], voices.RATE, *note.held, float(signals.midi_hz(note.midi)))
            truth = np.interp(times, np.arange(len(self.sung.pitch)) * voices.GRID, self.sung.pitch)
            off = pitch.cents(hz, truth)
            self.assertLess(np.median(np.abs(off)), 2.0)  # a vibrato is smoothed a little
            self.assertLess(abs(pitch.centre(off)), 0.7)

    def test_harmonics_have_the_levels_of_the_tract(self):
        note = max(self.sung.notes, key=lambda one: one.held[1] - one.held[0])
        times, hz = follow.pitch(self.sung.sound[:, 0], voices.RATE, *note.held, float(signals.midi_hz(note.midi)))
        levels = follow.harmonic_levels(self.sung.sound[:, 0], voices.RATE, times[8], hz[8])
        curve = analysis.db(voices.tract(np.arange(1, len(levels) + 1) * hz[8], note.formants))
        loud = curve > curve.max() - 30
        off = (levels - curve)[loud]
        self.assertLess(np.std(off), 1.0)

    def test_a_perfect_tracker_scores_everything_and_an_octave_nothing(self):
        times = np.arange(len(self.sung.pitch)) * voices.GRID
        filled = np.where(self.sung.voiced, self.sung.pitch, 200.0)
        scores = pitch.track_scores(self.sung, (times, filled, self.sung.voiced))
        self.assertEqual(scores["nearer"], scores["voiced"])
        self.assertEqual((scores["gross"], scores["alarms"]), (0, 0))
        scores = pitch.track_scores(self.sung, (times, 2 * filled, self.sung.voiced))
        self.assertEqual((scores["near"], scores["octave"]), (0, scores["both"]))


class Tables(unittest.TestCase):
    def test_a_row_says_when_its_target_is_missed_and_why(self):
        row = table.Row("X1", "a", lambda f: f["job"], "{:.1f} dB", "1", lambda value: value <= 1, lambda value: value)
        peers = {"measured": {"good": {"job": 0.5}, "bad": {"job": 3}, "other": {}}}
        missed, held = table.judge(row, {"job": 2.0}, peers), table.judge(row, {"job": 0.7}, peers)
        self.assertEqual((missed.met, held.met, held.peer), (False, True, "0.5 dB (good)"))
        template = "[[table x]]\n[[if missed X1]]\nBecause.\n[[end]]\nAfter.\n"
        self.assertIn("Because.", report.document(template, {"x": [missed]}, {}, "", ""))
        self.assertNotIn("Because.", report.document(template, {"x": [held]}, {}, "", ""))
        self.assertEqual(report.reasons_in(template), {"X1"})

    def test_what_was_not_measured_is_said(self):
        row = table.Row("X2", "a", lambda f: f["job"], "{}")
        self.assertTrue(table.judge(row, {}, {}).failed)


class Program(unittest.TestCase):
    """Through sweetspot-cli itself: the floor of everything measured with files."""

    def test_nothing_done_measures_at_the_floor_of_the_file(self):
        nothing = cli.chain(cli.fx("gain", gain=0.0))
        figures = limiter.untouched(nothing)
        self.assertLess(figures["null 6 dB below"], -150)
        self.assertEqual((figures["late"], figures["longer"]), (0, 0))
        self.assertLess(limiter.tones_over(nothing, (997,)), -150)

    def test_a_gain_is_what_it_says(self):
        sound = wav.stereo(analysis.tone(48000, 997, 48000, -20))
        out = cli.chain(cli.fx("gain", gain=6.0))(48000, sound)
        self.assertAlmostEqual(analysis.db(analysis.rms(out) / analysis.rms(sound)), 6.0, delta=1e-5)

    def test_a_wrong_parameter_is_told(self):
        with self.assertRaises(cli.Failed):
            cli.chain("gain:none=1")(48000, np.zeros((100, 2)))


if __name__ == "__main__":
    unittest.main()
