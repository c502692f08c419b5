package dev.offing.client.doctor;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Looks at everything, one thing after the other; what cannot be looked at is told as such. */
public final class Doctor {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<Check> checks;

  /** With these checks, in this order. */
  public Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * One line of what was found.
   *
   * @param check what was looked at
   */
  public record Line(String check, Verdict verdict, String sentence, String hint) {}

  /**
   * All of it.
   *
   * @param verdict the worst of all
   */
  public record Found(Verdict verdict, List<Line> findings) {
    /** Copies the list. */
    public Found {
      findings = List.copyOf(findings);
    }

    /** For a person: a line each, and an indented one with what to do. */
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      for (Line it : findings) {
        lines.add("%-8s %-9s %s".formatted(it.verdict.label(), it.check, it.sentence));
        if (!it.hint.isEmpty()) {
          lines.add(" ".repeat(18) + " -> " + it.hint);
        }
      }
      long troubles = findings.stream().filter(it -> it.verdict == Verdict.TROUBLE).count();
      lines.add(
          troubles == 0
              ? "Nothing stands in the way."
              : troubles == 1
                  ? "One thing has to be mended."
                  : troubles + " things have to be mended.");
      return lines;
    }

    /** For a program: one JSON object. */
    public String json() {
      return JSON.writeValueAsString(this);
    }
  }

  /** Looks. */
  public Found examine() {
    List<Line> lines = new ArrayList<>();
    Verdict worst = Verdict.WELL;
    for (Check check : checks) {
      for (Finding it : look(check)) {
        lines.add(new Line(check.name(), it.verdict(), it.sentence(), it.hint()));
        worst = it.verdict().compareTo(worst) > 0 ? it.verdict() : worst;
      }
    }
    return new Found(worst, lines);
  }

  private static List<Finding> look(Check check) {
    try {
      return check.look();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of(Finding.note("It was not looked at to the end.", ""));
    } catch (Exception | LinkageError e) {
      return List.of(
          Finding.trouble(
              "This could not be looked at (%s).".formatted(e),
              "Send it in a report: ./offing report"));
    }
  }
}
