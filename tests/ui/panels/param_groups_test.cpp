// How a table is sorted into bands, sections and rows.
#include <gtest/gtest.h>

#include "engine/studio/processors.h"
#include "ui/panels/param_groups.h"

namespace sweetspot::ui {
namespace {

ParamSpec spec(const char* key, const char* label, const char* section = "") {
  ParamSpec spec;
  spec.key = key;
  spec.label = label;
  spec.section = section;
  return spec;
}

TEST(ParamGroups, KeysWithAPointGoTogether) {
  const ParamSpec one = spec("band1.freq", "Band 1 frequency"), mix = spec("mix", "Mix");
  const std::vector<ParamSpec> table{one, mix, spec("band1.gain", "Band 1 gain"), spec("side_chain.freq", "Frequency")};
  const auto groups = group_params(table);
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[0].title, "Band 1");
  EXPECT_EQ(groups[0].members, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(groups[1].title, "");
  EXPECT_EQ(groups[2].title, "Side chain");
  EXPECT_EQ(band_stem(groups[0]), "band");
  EXPECT_EQ(band_stem(groups[2]), "");
  EXPECT_EQ(label_within(groups[0], one), "Frequency");
  EXPECT_EQ(label_within(groups[1], mix), "Mix");
}

TEST(PanelPlan, BandsShareRowsAndSectionsComeAfterWhatIsImportant) {
  const std::vector<ParamSpec> table{spec("depth", "Depth", "More"),      spec("band1.on", "Band 1 on"),
                                     spec("band1.knee", "Knee", "Curve"), spec("band1.gain", "Band 1 gain"),
                                     spec("band2.on", "Band 2 on"),       spec("band2.knee", "Knee", "Curve"),
                                     spec("band2.gain", "Band 2 gain"),   spec("mix", "Mix")};
  const PanelPlan plan = plan_panel(table);
  ASSERT_EQ(plan.bands.size(), 2u);
  ASSERT_EQ(plan.blocks.size(), 4u);
  EXPECT_TRUE(plan.blocks[0].banded);
  EXPECT_EQ(plan.blocks[0].title, "");
  EXPECT_EQ(plan.blocks[0].members, (std::vector<std::size_t>{0, 2})) << "positions within a band";
  EXPECT_EQ(plan.blocks[1].title, "Curve");
  EXPECT_EQ(plan.blocks[1].members, (std::vector<std::size_t>{1}));
  EXPECT_FALSE(plan.blocks[2].banded);
  EXPECT_EQ(plan.blocks[2].title, "") << "although a folded parameter stands before it in the table";
  EXPECT_EQ(plan.blocks[2].members, (std::vector<std::size_t>{7}));
  EXPECT_EQ(plan.blocks[3].title, "More");
}

TEST(PanelPlan, TwoNumberedParametersAreNoBands) {
  const std::vector<ParamSpec> table{spec("band1.width", "1"), spec("band2.width", "2"), spec("band3.width", "3")};
  EXPECT_TRUE(plan_panel(table).bands.empty());
}

TEST(PanelPlan, EveryParameterOfEveryProcessorIsOnItsPanelOnce) {
  for (const ProcessorType* type : all_processors()) {
    const PanelPlan plan = plan_panel(type->params);
    std::vector<int> times(type->params.size(), 0);
    for (const ParamBlock& block : plan.blocks)
      for (const std::size_t member : block.members) {
        if (!block.banded) ++times[member];
        if (block.banded)
          for (const ParamGroup& band : plan.bands) ++times[band.members[member]];
      }
    for (std::size_t i = 0; i < times.size(); ++i) EXPECT_EQ(times[i], 1) << type->id << " " << type->params[i].key;
  }
}

}  // namespace
}  // namespace sweetspot::ui
