"""Songs made for a measurement: tracks of sounds, a script of edits, a render."""
import cli
import wav


class Song:
    """In a folder that the caller owns. Lines of the script are those of `sweetspot-cli edit`."""

    def __init__(self, here, rate):
        self.here, self.rate, self.lines, self.tracks = here, rate, [], 0

    def track(self, sound, at=0, automation=(), devices=(), **values):
        """Adds a track whose sound starts at frame `at`; values are those of its fader and switches, automation is [(seconds, dB)] of
        its gain. Returns its name."""
        name = f"t{self.tracks}"
        self.tracks += 1
        wav.write(f"{self.here}/{name}.wav", self.rate, sound)
        self.lines.append(f"track {name} {self.here}/{name}.wav at={at}f")
        self.lines += [f"set track/{name}/{key}={value}" for key, value in values.items()]
        self.lines += [f"device track/{name} {device}" for device in devices]
        if automation:
            self.lines.append(f"automate track/{name}/gain " + " ".join(f"{seconds:.9g}={level:.9g}" for seconds, level in automation))
        return name

    def render(self, *options):
        """What comes out of the mix; the song is written on the first call."""
        if self.lines:
            cli.run("new", f"{self.here}/Song", "--empty", "--rate", self.rate)
            cli.run("edit", f"{self.here}/Song", "-", given="\n".join(self.lines) + "\n")
            self.lines = []
        cli.run("render", f"{self.here}/Song", "-o", f"{self.here}/mix.wav", "--mix", "--depth", "float", *options)
        return wav.read(f"{self.here}/mix.wav")[1]
