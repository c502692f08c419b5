package dev.offing.sync.ledger;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an opening knows of a profile's device key.
 *
 * @param device null where there is none
 * @param problem why there is none, for people; empty where there is one
 * @param linkedTo the account to which the device was linked; null for the key's own
 * @param damaged the file that holds none; null where there is no file or a good one
 */
record FoundKey(
    @Nullable DeviceKey device, @Nullable String linkedTo, String problem, @Nullable Path damaged) {
  static FoundKey in(Path folder) throws IOException {
    Path file = folder.resolve(Profile.KEY);
    try {
      return new FoundKey(DeviceKey.read(file), DeviceKey.linkedTo(file), "", null);
    } catch (NoSuchFileException _) {
      return new FoundKey(null, null, "the file is missing", null);
    } catch (DeviceKey.UnreadableException e) {
      return new FoundKey(null, null, String.valueOf(e.getMessage()), file);
    }
  }

  /** Whether nobody ever played here, as far as the key tells. */
  boolean isAbsent() {
    return device == null && damaged == null;
  }
}
