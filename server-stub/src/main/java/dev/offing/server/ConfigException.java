package dev.offing.server;

/**
 * A setting that cannot be used. The message names where it stands (flag, environment variable or
 * file and line), the key, the reason and, for an unknown key, the nearest one. Leads to exit code
 * 2.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
