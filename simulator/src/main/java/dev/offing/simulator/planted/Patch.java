package dev.offing.simulator.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mistake: a unified diff against the repository's root, and above it what the mistake is and
 * which rule it breaks.
 *
 * @param name of its file, without the ending
 * @param says its head
 * @param changes at least one
 */
public record Patch(String name, String says, List<Change> changes) {
  private static final String ENDING = ".patch";

  /** Copies the list. */
  public Patch {
    changes = List.copyOf(changes);
  }

  /**
   * What becomes of a file.
   *
   * @param path from the repository's root, with slashes
   * @param hunks from the top of the file to its end
   */
  record Change(String path, List<Hunk> hunks) {
    Change {
      hunks = List.copyOf(hunks);
    }
  }

  /**
   * What becomes of some lines in a row.
   *
   * @param before as they are, with those around them
   * @param after as they are then
   */
  record Hunk(List<String> before, List<String> after) {
    Hunk {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * All patches of a repository, by name.
   *
   * @throws PlantedException when one cannot be read
   */
  public static List<Patch> all(Path root) {
    Path folder = root.resolve("simulator").resolve("planted");
    try (Stream<Path> files = Files.list(folder)) {
      List<Patch> patches = new ArrayList<>();
      for (Path file : files.filter(it -> it.toString().endsWith(ENDING)).sorted().toList()) {
        String name = file.getFileName().toString();
        name = name.substring(0, name.length() - ENDING.length());
        patches.add(new PatchReader(name, Files.readString(file)).patch());
      }
      return patches;
    } catch (IOException e) {
      throw new PlantedException("The mistakes in " + folder + " cannot be read: " + e, e);
    }
  }

  /**
   * Makes the mistake in a copy of each file that it is in.
   *
   * @param root of the repository
   * @param to the copies come here, under the paths of their files
   * @throws PlantedException when a file is not as the patch knows it
   */
  public void plant(Path root, Path to) {
    for (Change change : changes) {
      Path copy = to.resolve(change.path());
      try {
        List<String> planted = planted(change, Files.readAllLines(root.resolve(change.path())));
        Files.createDirectories(copy.getParent());
        Files.write(copy, planted);
      } catch (IOException e) {
        throw new PlantedException(
            "%s.patch cannot be applied to %s: %s".formatted(name, change.path(), e), e);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private List<String> planted(Change change, List<String> lines) {
    List<String> now = new ArrayList<>(lines);
    for (Hunk hunk : change.hunks()) {
      int at = Collections.indexOfSubList(now, hunk.before());
      // Not by line numbers: what is added above does not matter, what changes around it does.
      if (at < 0 || at != Collections.lastIndexOfSubList(now, hunk.before())) {
        throw new PlantedException(
            "%s.patch does not apply any more: %s has the lines around \"%s\" %s."
                .formatted(
                    name,
                    change.path(),
                    hunk.before().get(hunk.before().size() / 2).strip(),
                    at < 0 ? "no longer" : "twice"));
      }
      List<String> there = now.subList(at, at + hunk.before().size());
      there.clear();
      there.addAll(hunk.after());
    }
    return now;
  }
}
