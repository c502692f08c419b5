package dev.offing.server.gateway;

import dev.offing.server.fault.Reasons;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate with its key, of two PEM files, for all protocols. When the files change, whoever
 * connects from then on is shown the new one; files that cannot be used change nothing. Safe for
 * use by many threads.
 */
public final class Tls {
  private static final Logger log = LoggerFactory.getLogger(Tls.class);
  private static final String ALIAS = "server";
  private static final String PKCS8 = "PRIVATE KEY";

  private final Path certificates;
  private final Path key;
  private final SSLContext context;

  private volatile Pair shown;

  /** The bytes that were looked at last; used by whoever looks. */
  private byte[] seen;

  /** What was read. */
  private record Pair(PrivateKey key, List<X509Certificate> chain) {
    Instant until() {
      return chain.getFirst().getNotAfter().toInstant();
    }
  }

  private Tls(Path certificates, Path key) throws IOException, GeneralSecurityException {
    this.certificates = certificates;
    this.key = key;
    this.seen = bytes();
    this.shown = read();
    this.context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new Shown()}, null, null);
  }

  /**
   * Reads both.
   *
   * @param certificates PEM: the server's own first, then those that lead to its CA
   * @param key PEM, PKCS #8, not encrypted
   * @throws IllegalArgumentException when they cannot be used; the message says why
   */
  public static Tls of(Path certificates, Path key) {
    try {
      return new Tls(certificates, key);
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be read (%s)".formatted(Reasons.of(e)), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(why(e), e);
    }
  }

  /** Looks whether the files changed; to be called now and then. Blocks. */
  public void look() {
    try {
      byte[] now = bytes();
      if (Arrays.equals(now, seen)) {
        return;
      }
      seen = now;
      Pair before = shown;
      shown = read();
      log.info(
          "the certificate {} is shown from now on, good until {} (the one before was until {})",
          certificates,
          shown.until(),
          before.until());
    } catch (IOException | GeneralSecurityException e) {
      log.error(
          "the new certificate {} with its key {} cannot be used ({}); the one before is shown still",
          certificates,
          key,
          why(e));
    }
  }

  /** Shows whatever is there now. */
  SSLContext context() {
    return context;
  }

  /** A server's side, for a socket that is connected. */
  Socket over(Socket socket) throws IOException {
    return context.getSocketFactory().createSocket(socket, null, true);
  }

  private static String why(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private byte[] bytes() throws IOException {
    return (Files.readString(certificates) + '\n' + Files.readString(key))
        .getBytes(StandardCharsets.UTF_8);
  }

  private Pair read() throws IOException, GeneralSecurityException {
    X509Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificates)))
            .toArray(X509Certificate[]::new);
    if (chain.length == 0) {
      throw new GeneralSecurityException("there is no certificate in " + certificates);
    }
    PublicKey known = chain[0].getPublicKey();
    PrivateKey secret =
        KeyFactory.getInstance(known.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(der()));
    if (!belongTogether(known, secret)) {
      throw new GeneralSecurityException(
          "the key in %s is not that of the first certificate in %s".formatted(key, certificates));
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry(ALIAS, secret, new char[0], (Certificate[]) chain); // checks the chain
    return new Pair(secret, List.of(chain));
  }

  private byte[] der() throws IOException, GeneralSecurityException {
    String text = Files.readString(key);
    String begin = "-----BEGIN " + PKCS8 + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + PKCS8 + "-----");
    if (from < 0 || to < from) {
      throw new GeneralSecurityException(
          ("there is no PKCS #8 key in %s; openssl pkcs8 -topk8 -nocrypt -in KEY makes one of an"
                  + " older form")
              .formatted(key));
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the key in %s is damaged".formatted(key), e);
    }
  }

  private static boolean belongTogether(PublicKey known, PrivateKey secret)
      throws GeneralSecurityException {
    String algorithm =
        switch (known.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] some = {1, 2, 3};
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(secret);
    signing.update(some);
    byte[] signed = signing.sign();
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(known);
    verifying.update(some);
    return verifying.verify(signed);
  }

  /** Gives each handshake what is there at its moment. */
  private final class Shown extends X509ExtendedKeyManager {
    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return fits(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return fits(keyType);
    }

    private @Nullable String fits(String keyType) {
      // EC as EC_EC in older versions of TLS.
      return keyType.startsWith(shown.key.getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return shown.chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return shown.key;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }
}
