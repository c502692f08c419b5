package dev.offing.client.doctor;

/**
 * What one look found.
 *
 * @param verdict how it is
 * @param sentence what was seen, for a person
 * @param hint what to do; empty where there is nothing to do
 */
public record Finding(Verdict verdict, String sentence, String hint) {
  /** As it should be. */
  static Finding well(String sentence) {
    return new Finding(Verdict.WELL, sentence, "");
  }

  /** Good to know. */
  static Finding note(String sentence, String hint) {
    return new Finding(Verdict.NOTE, sentence, hint);
  }

  /** To be mended. */
  static Finding trouble(String sentence, String hint) {
    return new Finding(Verdict.TROUBLE, sentence, hint);
  }
}
