#include "engine/media/tags.h"

#include <fileref.h>
#include <tpropertymap.h>

#include <algorithm>
#include <cctype>

namespace sweetspot {
namespace {

std::string changed_case(std::string text, int (*change)(int)) {
  std::transform(text.begin(), text.end(), text.begin(), [change](unsigned char c) { return static_cast<char>(change(c)); });
  return text;
}

}  // namespace

AudioTags read_tags(const std::filesystem::path& path) {
  const TagLib::FileRef file(path.c_str(), false);
  AudioTags tags;
  if (file.isNull()) return tags;
  for (const auto& [key, values] : file.file()->properties()) {
    if (!values.isEmpty()) tags[changed_case(key.to8Bit(true), std::tolower)] = values.toString(", ").to8Bit(true);
  }
  return tags;
}

bool write_tags(const std::filesystem::path& path, const AudioTags& tags) {
  TagLib::FileRef file(path.c_str(), false);
  if (file.isNull()) return false;
  TagLib::PropertyMap properties = file.file()->properties();
  for (const auto& [key, value] : tags) {
    properties.replace(changed_case(key, std::toupper), TagLib::StringList(TagLib::String(value, TagLib::String::UTF8)));
  }
  file.file()->setProperties(properties);
  return file.save();
}

}  // namespace sweetspot
