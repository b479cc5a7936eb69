#include "engine/media/copy_file.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

constexpr std::size_t kPieceBytes = 1 << 22;

struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

[[noreturn]] void fail(const std::filesystem::path& path, int number) {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  throw Error(path.string(), std::generic_category().message(number), full ? "free some space or choose another disk" : "check the disk and its permissions");
}

// One piece by reading and writing; 0 at the end.
ssize_t copy_by_hand(int from, int to, std::vector<char>& buffer) {
  buffer.resize(1 << 18);
  const ssize_t got = ::read(from, buffer.data(), buffer.size());
  for (ssize_t done = 0; done < got;) {
    const ssize_t n = ::write(to, buffer.data() + done, static_cast<std::size_t>(got - done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    done += n;
  }
  return got;
}

}  // namespace

void copy_file_contents(const std::filesystem::path& from, const std::filesystem::path& to, const Progress& progress) {
  const Descriptor in{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.number < 0) fail(from, errno);
  const Descriptor out{::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)};
  if (out.number < 0) fail(to, errno);
  if (::ioctl(out.number, FICLONE, in.number) == 0) return;

  struct stat status {};
  ::fstat(in.number, &status);
  const double size = static_cast<double>(std::max<off_t>(status.st_size, 1));
  bool in_kernel = true;
  std::vector<char> buffer;
  for (double done = 0;;) {
    progress.at(std::min(1.0, done / size));
    const ssize_t n = in_kernel ? ::copy_file_range(in.number, nullptr, out.number, nullptr, kPieceBytes, 0) : copy_by_hand(in.number, out.number, buffer);
    if (n == 0) return;
    if (n > 0) {
      done += static_cast<double>(n);
    } else if (in_kernel && done == 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM)) {
      in_kernel = false;   // across file systems of different kinds
    } else if (errno != EINTR) {
      fail(to, errno);
    }
  }
}

}  // namespace sweetspot
