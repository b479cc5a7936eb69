#include "engine/session/missing_media.h"

#include "engine/core/error.h"
#include "engine/session/song_edits.h"

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

SessionPtr relink_to(const SessionPtr& session, const fs::path& folder, MediaId media, const fs::path& file) {
  std::error_code ignored;
  const fs::path whole = fs::weakly_canonical(file, ignored), home = fs::weakly_canonical(folder, ignored);
  const fs::path inside = whole.lexically_relative(home);
  const bool below = !inside.empty() && *inside.begin() != "..";
  return edit::relink_media(session, media, (below ? inside : whole).generic_string(), !below);
}

}  // namespace

fs::path media_file(const fs::path& folder, const Media& media) {
  const fs::path path(media.path);
  return path.is_absolute() ? path : folder / path;
}

std::vector<MissingMedia> missing_media(const Session& session, const fs::path& folder) {
  std::vector<MissingMedia> missing;
  for (const auto& media : session.media) {
    const fs::path path = media_file(folder, *media);
    if (!is_file(path)) missing.push_back({media->id, path.filename().string(), path});
  }
  return missing;
}

Relinked relink_with_siblings(const SessionPtr& session, const fs::path& folder, MediaId media, const fs::path& file) {
  if (!is_file(file)) throw Error(file.string(), "there is no such file", "choose the recording's file");
  Relinked relinked{relink_to(session, folder, media, file), {media}};
  for (const MissingMedia& other : missing_media(*relinked.session, folder)) {
    const fs::path sibling = file.parent_path() / other.name;
    if (!is_file(sibling)) continue;
    relinked.session = relink_to(relinked.session, folder, other.id, sibling);
    relinked.found.push_back(other.id);
  }
  return relinked;
}

}  // namespace sweetspot
