// The shelf of presets: factory, user and song; saved, exchanged and kept safe.
#include "engine/studio/presets.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/processors/registry.h"
#include "engine/session/device_edits.h"
#include "engine/session/preset_format.h"
#include "engine/studio/studio.h"
#include "tests/engine/session/temp_folder.h"

namespace sweetspot {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Preset eq_preset(const std::string& name, double gain = 3.0) {
  return {.name = name, .role = "kick", .summary = "Mine.", .devices = {{.type = "eq", .params = {{"band1.gain", gain}}}}};
}

class Presets : public testing::Test {
 protected:
  fs::path user() const { return folder_.path() / "user"; }
  fs::path song() const { return folder_.path() / "Song" / "presets"; }
  fs::path file(const std::string& name) const { return folder_.path() / name; }
  PresetShelf shelf() const { return PresetShelf(user(), song()); }

  void write(const fs::path& path, const std::string& text) const {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  static std::vector<std::string> own_names(const PresetShelf& shelf, const PresetQuery& query = {}) {
    std::vector<std::string> names;
    for (const ShelvedPreset* shelved : shelf.list(query))
      if (shelved->source != PresetSource::factory) names.push_back(shelved->preset.name);
    return names;
  }

  static std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator()));
  }

  template <class Action>
  static std::string error_of(Action&& action) {
    try {
      action();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

 private:
  test::TempFolder folder_;
};

TEST_F(Presets, OfTheFactoryNeedNoFolder) {
  const PresetShelf shelf({}, {});
  EXPECT_FALSE(shelf.list({.kind = "eq"}).empty());
  for (const ShelvedPreset* shelved : shelf.list({.kind = "compressor", .roles = {"kick"}})) {
    EXPECT_EQ(preset_kind(shelved->preset), "compressor");
    EXPECT_EQ(shelved->preset.role, "kick");
  }
  EXPECT_EQ(shelf.list().size(), factory_presets().size());
}

TEST_F(Presets, ReadingMakesNothing) {
  shelf();
  EXPECT_FALSE(fs::exists(user()));
  EXPECT_FALSE(fs::exists(song().parent_path()));
}

TEST_F(Presets, AreSavedAndFoundAgain) {
  PresetShelf first = shelf();
  first.save(eq_preset("zulu"), PresetSource::user);
  first.save(eq_preset("Alpha"), PresetSource::user);
  first.save(eq_preset("In the song"), PresetSource::song);
  EXPECT_THAT(own_names(first), ElementsAre("In the song", "Alpha", "zulu"));
  const PresetShelf second = shelf();
  EXPECT_THAT(own_names(second), ElementsAre("In the song", "Alpha", "zulu"));
  EXPECT_EQ(second.find("ALPHA").preset.devices[0].params.at("band1.gain"), 3.0);
  EXPECT_EQ(second.find("In the song").source, PresetSource::song);
  EXPECT_EQ(second.find("alpha").file, user() / "Alpha.json");
  EXPECT_THAT(own_names(second, {.source = PresetSource::user}), ElementsAre("Alpha", "zulu"));
}

TEST_F(Presets, ANameIsTakenOnceInAKind) {
  PresetShelf shelves = shelf();
  shelves.save(eq_preset("Mine", 1.0), PresetSource::user);
  EXPECT_THAT(error_of([&] { shelves.save(eq_preset("mine", 2.0), PresetSource::user); }), HasSubstr("already"));
  EXPECT_EQ(shelf().find("Mine").preset.devices[0].params.at("band1.gain"), 1.0);
  shelves.save(eq_preset("mine", 2.0), PresetSource::user, true);
  EXPECT_THAT(own_names(shelves), ElementsAre("mine"));
  EXPECT_THAT(own_names(shelf()), ElementsAre("mine"));
  EXPECT_EQ(shelf().find("Mine").preset.devices[0].params.at("band1.gain"), 2.0);
  shelves.save({.name = "Mine", .devices = {{.type = "compressor"}}}, PresetSource::user);
  EXPECT_EQ(own_names(shelf()).size(), 2u);
  EXPECT_EQ(preset_kind(shelf().find("Mine", {.kind = "compressor"}).preset), "compressor");
}

TEST_F(Presets, StrangeNamesBecomeFilesAndStayNames) {
  PresetShelf shelves = shelf();
  const std::string odd = "A/B: \"50 %\" ?* Žluťoučký";
  shelves.save(eq_preset(odd), PresetSource::user);
  shelves.save(eq_preset(std::string(300, 'x')), PresetSource::user);
  EXPECT_THAT(shelf().problems(), IsEmpty());
  EXPECT_EQ(shelf().find(odd).preset.name, odd);
  EXPECT_THAT(error_of([&] { shelves.save(eq_preset("two\nlines"), PresetSource::user); }), HasSubstr("name"));
}

TEST_F(Presets, BrokenAndNewerFilesAreLeftOutAndLeftAlone) {
  const std::string newer = R"({"format": 7, "name": "Mine", "devices": [{"type": "eq", "params": {"band1.gain": 3}}]})";
  write(user() / "Mine.json", newer);
  write(user() / "broken.json", "{");
  write(user() / "notes.txt", "not a preset");
  PresetShelf shelves = shelf();
  EXPECT_EQ(shelves.problems().size(), 2u);
  EXPECT_THAT(shelves.problems()[0], HasSubstr("newer version"));
  EXPECT_THAT(own_names(shelves), IsEmpty());
  shelves.save(eq_preset("Mine"), PresetSource::user, true);
  shelves.save(eq_preset("broken"), PresetSource::user, true);
  EXPECT_EQ(read_file(user() / "Mine.json"), newer);
  EXPECT_EQ(read_file(user() / "broken.json"), "{");
  EXPECT_THAT(own_names(shelf()), ElementsAre("broken", "Mine"));
}

TEST_F(Presets, AListInOneFileIsChangedInItsPlace) {
  const std::vector<Preset> three{eq_preset("One"), eq_preset("Two"), eq_preset("Three")};
  write(user() / "mine" / "all.json", presets_to_text(three, processor_catalog()));
  PresetShelf shelves = shelf();
  EXPECT_THAT(own_names(shelves), ElementsAre("One", "Three", "Two"));
  shelves.save(eq_preset("Two", -6.0), PresetSource::user, true);
  shelves.remove(shelves.find("Three"));
  EXPECT_EQ(files_in(user()), 2u) << "a folder and a file";
  EXPECT_THAT(own_names(shelves), ElementsAre("One", "Two"));
  EXPECT_THAT(own_names(shelf()), ElementsAre("One", "Two"));
  EXPECT_EQ(shelf().find("Two").preset.devices[0].params.at("band1.gain"), -6.0);
  shelves.remove(shelves.find("One"));
  shelves.remove(shelves.find("Two"));
  EXPECT_FALSE(fs::exists(user() / "mine" / "all.json"));
}

TEST_F(Presets, WhatAnotherProgramAddedToAFileStays) {
  PresetShelf shelves = shelf();
  shelves.save(eq_preset("One"), PresetSource::user);
  const std::vector<Preset> two{eq_preset("One"), eq_preset("Other")};
  write(user() / "One.json", presets_to_text(two, processor_catalog()));
  shelves.save(eq_preset("One", 1.0), PresetSource::user, true);
  EXPECT_THAT(own_names(shelf()), ElementsAre("One", "Other"));
  write(user() / "One.json", "oops");
  EXPECT_FALSE(error_of([&] { shelves.save(eq_preset("One", 2.0), PresetSource::user, true); }).empty());
  EXPECT_EQ(read_file(user() / "One.json"), "oops");
}

TEST_F(Presets, UnknownKeysOutliveASave) {
  write(user() / "Odd.json",
        R"({"format": 1, "name": "Odd", "stars": 5, "devices": [{"type": "eq", "params": {"band1.gain": 3, "glow": 2}}]})");
  PresetShelf shelves = shelf();
  Preset preset = shelves.find("Odd").preset;
  preset.summary = "New words.";
  shelves.save(preset, PresetSource::user, true);
  EXPECT_THAT(read_file(user() / "Odd.json"), HasSubstr("\"stars\": 5"));
  EXPECT_THAT(read_file(user() / "Odd.json"), HasSubstr("\"glow\": 2"));
}

TEST_F(Presets, WrongNamesAreToldWithTheNearOnes) {
  PresetShelf shelves = shelf();
  shelves.save(eq_preset("My bright kick"), PresetSource::user);
  EXPECT_THAT(error_of([&] { shelves.find("my brigt kick"); }), HasSubstr("try My bright kick"));
  EXPECT_THAT(error_of([&] { shelves.find("My bright kick", {.kind = "compressor"}); }), HasSubstr("another kind: eq"));
  EXPECT_THAT(error_of([&] { shelves.find("qqqqqqqqqqqqqqqq"); }), HasSubstr("there is no such preset"));
}

TEST_F(Presets, OfTheFactoryCannotBeChanged) {
  PresetShelf shelves = shelf();
  EXPECT_THAT(error_of([&] { shelves.save(eq_preset("X"), PresetSource::factory); }), HasSubstr("cannot be changed"));
  EXPECT_THAT(error_of([&] { shelves.remove(*shelves.list({.source = PresetSource::factory}).front()); }), HasSubstr("cannot be changed"));
  PresetShelf nowhere({}, {});
  EXPECT_THAT(error_of([&] { nowhere.save(eq_preset("X"), PresetSource::song); }), HasSubstr("no song is open"));
  EXPECT_THAT(error_of([&] { nowhere.save(eq_preset("X"), PresetSource::user); }), HasSubstr("HOME"));
}

TEST_F(Presets, ExportAndImportGiveThemBack) {
  PresetShelf from = shelf();
  from.save(eq_preset("One"), PresetSource::user);
  from.save(eq_preset("Two"), PresetSource::user);
  const auto own = from.list({.source = PresetSource::user});
  PresetShelf::export_to(own, file("all.json"));
  PresetShelf::export_to(own, file("folder"));
  PresetShelf::export_to(own, file("folder"));  // once more: written over, not beside
  EXPECT_EQ(files_in(file("folder")), 2u);
  for (const char* place : {"all.json", "folder"}) {
    PresetShelf to(file(std::string("user of ") + place), {});
    EXPECT_THAT(to.import_from(file(place), PresetSource::user).names, ElementsAre("One", "Two"));
    const PresetImport again = to.import_from(file(place), PresetSource::user);
    EXPECT_THAT(again.names, IsEmpty()) << "they are there";
    EXPECT_EQ(again.already, 2u);
    EXPECT_THAT(own_names(PresetShelf(file(std::string("user of ") + place), {})), ElementsAre("One", "Two"));
  }
}

// One's own may have the name of a factory preset; a folder keeps both, and exporting once more writes over the same two.
TEST_F(Presets, AnExportToAFolderLosesNoneThatSharesItsName) {
  PresetShelf from = shelf();
  const Preset factory = from.list({.kind = "eq", .source = PresetSource::factory}).front()->preset;
  from.save(eq_preset(factory.name, 7.25), PresetSource::user);
  std::vector<const ShelvedPreset*> both;
  for (const ShelvedPreset* shelved : from.list({.kind = "eq"}))
    if (shelved->preset.name == factory.name) both.push_back(shelved);
  ASSERT_EQ(both.size(), 2u);
  for (int time = 0; time < 2; ++time) PresetShelf::export_to(both, file("folder"));
  EXPECT_EQ(files_in(file("folder")), 2u);
  PresetShelf to(file("other"), {});
  EXPECT_THAT(to.import_from(file("folder"), PresetSource::user).names, ElementsAre(factory.name + " 2", factory.name));
  EXPECT_EQ(to.find(factory.name, {.source = PresetSource::user}).preset.devices[0].params.at("band1.gain"), 7.25);
}

TEST_F(Presets, AnImportWithATakenNameGetsANumberUnlessItReplaces) {
  PresetShelf shelves = shelf();
  shelves.save(eq_preset("One", 1.0), PresetSource::user);
  write(file("one.json"), preset_to_text(eq_preset("One", 9.0), processor_catalog()));
  EXPECT_THAT(shelves.import_from(file("one.json"), PresetSource::user).names, ElementsAre("One 2"));
  EXPECT_EQ(shelves.find("One").preset.devices[0].params.at("band1.gain"), 1.0);
  EXPECT_THAT(shelves.import_from(file("one.json"), PresetSource::user, true).names, ElementsAre("One"));
  EXPECT_EQ(shelf().find("One").preset.devices[0].params.at("band1.gain"), 9.0);
}

TEST_F(Presets, AnImportTellsWhatItLeftOut) {
  write(file("folder/good.json"), preset_to_text(eq_preset("Good"), processor_catalog()));
  write(file("folder/bad.json"), "{");
  PresetShelf shelves = shelf();
  const PresetImport result = shelves.import_from(file("folder"), PresetSource::song);
  EXPECT_THAT(result.names, ElementsAre("Good"));
  ASSERT_EQ(result.failures.size(), 1u);
  EXPECT_THAT(result.failures[0], HasSubstr("bad.json"));
  EXPECT_EQ(shelf().find("Good").source, PresetSource::song);
  EXPECT_THAT(error_of([&] { shelves.import_from(file("folder/bad.json"), PresetSource::user); }), HasSubstr("damaged"));
  EXPECT_THAT(error_of([&] { shelves.import_from(file("nowhere"), PresetSource::user); }), HasSubstr("no such"));
  fs::create_directory(file("empty"));
  EXPECT_THAT(error_of([&] { shelves.import_from(file("empty"), PresetSource::user); }), HasSubstr("no presets"));
}

TEST_F(Presets, AnExportWritesNothingOverThatIsNotIts) {
  PresetShelf from = shelf();
  from.save(eq_preset("One"), PresetSource::user);
  write(file("folder/One.json"), "somebody's work");
  PresetShelf::export_to(from.list({.source = PresetSource::user}), file("folder"));
  EXPECT_EQ(read_file(file("folder/One.json")), "somebody's work");
  EXPECT_EQ(files_in(file("folder")), 2u);
}

TEST_F(Presets, ADeviceIsRecognisedByItsSound) {
  PresetShelf shelves = shelf();
  shelves.save(eq_preset("Mine", 7.25), PresetSource::user);
  Device device;
  device.type = "eq";
  device.params = {{"band1.gain", 7.25}, {"band1.on", 1.0}};
  ASSERT_NE(shelves.matching(device), nullptr);
  EXPECT_EQ(shelves.matching(device)->preset.name, "Mine");
  device.params["band1.gain"] = 7.5;
  EXPECT_EQ(shelves.matching(device), nullptr);
}

TEST_F(Presets, OfASongGoWhereItIsSaved) {
  setenv("XDG_STATE_HOME", file("state").c_str(), 1);
  Studio studio;
  PresetShelf(user(), song_preset_folder(studio.folder())).save(eq_preset("In the song"), PresetSource::song);
  studio.save_as(file("Saved"));
  EXPECT_EQ(PresetShelf(user(), song_preset_folder(studio.folder())).find("In the song").file, file("Saved/presets/In the song.json"));
}

}  // namespace
}  // namespace sweetspot
