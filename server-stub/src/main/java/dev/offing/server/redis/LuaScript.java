package dev.offing.server.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A script for Redis. It lies as a resource beside the class that calls it; its head documents its
 * keys, arguments and answer.
 *
 * @param name file name, for messages
 * @param text the script
 * @param sha1 how Redis calls it
 */
public record LuaScript(String name, String text, String sha1) {

  /**
   * Reads a script that lies beside the class.
   *
   * @throws IllegalStateException when the resource is missing, which is a mistake of the build
   */
  public static LuaScript beside(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
      }
      byte[] bytes = in.readAllBytes();
      String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
      return new LuaScript(name, new String(bytes, StandardCharsets.UTF_8), sha1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
