package dev.offing.server.account;

import dev.offing.server.fault.PrivateFile;
import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Graves in a file of the data folder beside the key file, and like it shared by the nodes: a line
 * for each account with the time of its end. It only grows; a node looks whether it grew before it
 * trusts what it read.
 */
public final class GraveFile implements Graves {
  /** Its name in the data folder. */
  public static final String NAME = "deleted-accounts";

  private static final Pattern LINE = Pattern.compile("[0-9a-f]{64} [0-9]{1,15}");

  private final Path data;
  private final Path file;
  private volatile Read known = new Read(0, Set.of());

  private record Read(long bytes, Set<String> accounts) {}

  private GraveFile(Path data) {
    this.data = data;
    this.file = data.resolve(NAME);
  }

  /**
   * The graves of a data folder.
   *
   * @throws StubFailure when they cannot be read, or are damaged: without them, accounts that their
   *     owners deleted would come back
   */
  public static GraveFile in(Path data) {
    GraveFile graves = new GraveFile(data);
    graves.read();
    return graves;
  }

  @Override
  public boolean holds(String account) {
    return read().contains(account);
  }

  @Override
  public Set<String> all() {
    return read();
  }

  @Override
  public synchronized void dig(String account, long at) {
    if (holds(account)) {
      return;
    }
    try {
      if (Files.notExists(file)) {
        PrivateFile.write(data, NAME, List.of());
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
        // One write each, so that two nodes mix no lines; a line that a crash cut short is ended.
        String line = (endsInside() ? "\n" : "") + account + " " + at + "\n";
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
    } catch (IOException e) {
      throw new StubFailure(
          "%s cannot be written (%s). The account was not deleted. Free space there or make it writable."
              .formatted(file, Reasons.of(e)),
          e);
    }
  }

  private boolean endsInside() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length > 0 && bytes[bytes.length - 1] != '\n';
  }

  private Set<String> read() {
    try {
      Read last = known;
      long bytes;
      try {
        bytes = Files.size(file);
      } catch (NoSuchFileException _) {
        return last.accounts;
      }
      if (bytes != last.bytes) {
        last = parsed(Files.readString(file, StandardCharsets.ISO_8859_1));
        known = last;
      }
      return last.accounts;
    } catch (IOException e) {
      throw new StubFailure(
          ("%s, which names the accounts that were deleted, cannot be read (%s). Nothing was"
                  + " changed. Make it readable for the user who runs the stub.")
              .formatted(file, Reasons.of(e)),
          e);
    }
  }

  private Read parsed(String text) {
    Set<String> accounts = new TreeSet<>();
    int end = text.lastIndexOf('\n') + 1;
    for (String line : text.substring(0, end).split("\n", -1)) {
      if (LINE.matcher(line).matches()) {
        accounts.add(line.substring(0, line.indexOf(' ')));
      } else if (!line.isEmpty() && !isCutShort(line)) {
        throw new StubFailure(
            ("%s, which names the accounts that were deleted, is damaged (\"%s\"). Nothing was"
                    + " changed. Bring it back from a copy, or correct that line.")
                .formatted(file, line.length() > 80 ? line.substring(0, 80) : line));
      }
    }
    return new Read(text.length(), Set.copyOf(accounts));
  }

  /** A line that a crash left: its account was not told to be deleted. */
  private static boolean isCutShort(String line) {
    return Pattern.matches("[0-9a-f]{0,64} ?", line);
  }
}
