package dev.offing.simulator.planted;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a unified diff that has a head; used for one text. */
final class PatchReader {
  private static final String BEFORE = "--- a/";
  private static final String AFTER = "+++ b/";
  private static final Pattern HUNK =
      Pattern.compile("@@ -\\d+,(?<before>\\d+) \\+\\d+,(?<after>\\d+) @@.*");

  private final String name;
  private final List<String> lines;
  private int at;

  PatchReader(String name, String text) {
    this.name = name;
    this.lines = text.lines().toList();
  }

  /**
   * The patch.
   *
   * @throws PlantedException when it is none; it names the line
   */
  Patch patch() {
    List<String> head = new ArrayList<>();
    while (!next().startsWith(BEFORE)) {
      head.add(take());
    }
    String says = String.join(" ", head).strip();
    if (says.isEmpty()) {
      throw wrong("above the first change belongs what the mistake is");
    }
    List<Patch.Change> changes = new ArrayList<>();
    while (at < lines.size()) {
      changes.add(change());
    }
    return new Patch(name, says, changes);
  }

  private Patch.Change change() {
    if (!next().startsWith(BEFORE)) {
      throw wrong("here belongs \"" + BEFORE + "\" and a path");
    }
    String path = take().substring(BEFORE.length());
    if (!next().equals(AFTER + path)) {
      throw wrong("here belongs \"" + AFTER + path + "\"");
    }
    take();
    List<Patch.Hunk> hunks = new ArrayList<>();
    do {
      hunks.add(hunk());
    } while (at < lines.size() && !next().startsWith(BEFORE));
    return new Patch.Change(path, hunks);
  }

  private Patch.Hunk hunk() {
    Matcher head = HUNK.matcher(next());
    if (!head.matches()) {
      throw wrong("here belongs \"@@ -line,count +line,count @@\"");
    }
    take();
    int beforeLines = Integer.parseInt(head.group("before"));
    int afterLines = Integer.parseInt(head.group("after"));
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    while (before.size() < beforeLines || after.size() < afterLines) {
      String line = next();
      String text = line.isEmpty() ? "" : line.substring(1);
      switch (line.isEmpty() ? ' ' : line.charAt(0)) {
        case ' ' -> {
          before.add(text);
          after.add(text);
        }
        case '-' -> before.add(text);
        case '+' -> after.add(text);
        default -> throw wrong("a line of a change begins with a blank, - or +");
      }
      take();
    }
    return new Patch.Hunk(before, after);
  }

  private String next() {
    if (at >= lines.size()) {
      throw wrong("it ends too early");
    }
    return lines.get(at);
  }

  private String take() {
    return lines.get(at++);
  }

  private PlantedException wrong(String what) {
    return new PlantedException("%s.patch, line %d: %s.".formatted(name, at + 1, what));
  }
}
