package dev.offing.client.doctor;

import dev.offing.server.fault.PrivateFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether what is played can be written, and has room. Writes nothing itself. */
public final class FilesCheck implements Check {
  private static final long MEGABYTE = 1_000_000;

  /** What a profile of some years takes, and the log beside it. */
  private static final long LEAST_BYTES = 100 * MEGABYTE;

  /** With less than this nothing can be saved. */
  private static final long FULL_BYTES = MEGABYTE;

  private final Path data;
  private final Path profile;

  /**
   * @param data the data folder
   * @param profile the folder of the profile in it
   */
  public FilesCheck(Path data, Path profile) {
    this.data = data;
    this.profile = profile;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public List<Finding> look() throws IOException {
    List<Finding> found = new ArrayList<>();
    found.add(folder());
    found.add(room(data, "the data folder"));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Finding spare = room(temporary, "the folder for what may go");
    if (spare.verdict() != Verdict.WELL) {
      found.add(spare);
    }
    Path key = profile.resolve("device.key");
    if (Files.exists(key) && PrivateFile.othersMayRead(key)) {
      found.add(
          Finding.note(
              "Others on this computer may read %s, and play the account with it.".formatted(key),
              "chmod 600 " + key));
    }
    return found;
  }

  private Finding folder() {
    Path there = nearestExisting(Files.exists(profile) ? profile : data);
    if (!Files.isDirectory(there)) {
      return Finding.trouble(
          "%s is no folder, so nothing can be kept in %s.".formatted(there, data),
          "Name another folder with --data or OFFING_DATA.");
    }
    if (!Files.isWritable(there) || isReadOnly(there)) {
      return Finding.trouble(
          "%s cannot be written.".formatted(there),
          "Make it writable, or name another folder with --data or OFFING_DATA.");
    }
    return Finding.well(
        Files.exists(data)
            ? "%s can be written.".formatted(data)
            : "%s is not there yet, and can be made.".formatted(data));
  }

  private static boolean isReadOnly(Path there) {
    try {
      return Files.getFileStore(there).isReadOnly();
    } catch (IOException _) {
      return false;
    }
  }

  private static Finding room(Path folder, String what) throws IOException {
    Path there = nearestExisting(folder);
    FileStore store = Files.getFileStore(there);
    long free = store.getUsableSpace();
    String sentence = "%,d MB are free for %s (%s).".formatted(free / MEGABYTE, what, folder);
    if (free < FULL_BYTES) {
      return Finding.trouble(
          sentence, "Free some space: until then nothing new is saved. What was saved is kept.");
    }
    return free < LEAST_BYTES
        ? Finding.note(sentence, "Free some space soon.")
        : Finding.well(sentence);
  }

  private static Path nearestExisting(Path path) {
    Path at = path.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
