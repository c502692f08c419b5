package dev.offing.sync.protocol;

/**
 * A catalog file that cannot be used. The message is for the designer: file, key, what is wrong,
 * what is expected. Nothing was loaded.
 */
public final class CatalogException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final String key;
  private final boolean newerRules;

  CatalogException(String file, String key, String reason) {
    this(file, key, reason, false);
  }

  CatalogException(String file, String key, String reason, boolean newerRules) {
    super(key.isEmpty() ? file + ": " + reason : file + ": " + key + ": " + reason);
    this.file = file;
    this.key = key;
    this.newerRules = newerRules;
  }

  public String file() {
    return file;
  }

  /** Where in the file, like {@code producers[3].growth}; empty if it is the file as a whole. */
  public String key() {
    return key;
  }

  /** Whether the file may be sound but is for a newer program (docs/design/sync.md 4.3). */
  public boolean newerRules() {
    return newerRules;
  }
}
