package dev.offing.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of a test's own, which certifies servers on 127.0.0.1. */
final class TestCa {
  private static final byte[] ECDSA_SHA256 =
      seq(new byte[] {6, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2});
  private static final int SEQ = 0x30;
  private static final int OCTETS = 4;
  private static final int BITS = 3;

  private final KeyPair keys = pair();
  private final byte[] certificate = certificate("Test CA", keys, 1, extension(0x13, seq(bool())));

  /** A client's side that trusts this authority and nobody else. */
  SSLContext trusted() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(certificate)));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Writes {@code cert.pem} and {@code key.pem} of a server. */
  void certify(Path folder, int serial) throws IOException {
    KeyPair own = pair();
    byte[] loopback = {(byte) 0x87, 4, 127, 0, 0, 1};
    byte[] made = certificate("Test server", own, serial, extension(0x11, seq(loopback)));
    Path key = folder.resolve("key.pem");
    Files.writeString(key, pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        folder.resolve("cert.pem"), pem("CERTIFICATE", made) + pem("CERTIFICATE", certificate));
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] certificate(String name, KeyPair of, int serial, byte[] extension) {
    byte[] body =
        seq(
            der(0xA0, new byte[] {2, 1, 2}), // version 3
            new byte[] {2, 1, (byte) serial},
            ECDSA_SHA256,
            name("Test CA"),
            seq(time(Instant.now().minusSeconds(3_600)), time(Instant.now().plusSeconds(86_400))),
            name(name),
            of.getPublic().getEncoded(),
            der(0xA3, seq(extension)));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body);
      return seq(body, ECDSA_SHA256, der(BITS, new byte[] {0}, signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] extension(int which, byte[] value) {
    return seq(new byte[] {6, 3, 0x55, 0x1D, (byte) which}, der(OCTETS, value));
  }

  private static byte[] bool() {
    return new byte[] {1, 1, (byte) 0xFF};
  }

  private static byte[] name(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return seq(der(0x31, seq(new byte[] {6, 3, 0x55, 4, 3}, der(0x0C, text))));
  }

  private static byte[] time(Instant at) {
    String text =
        DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC).format(at);
    return der(0x18, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] seq(byte[]... parts) {
    return der(SEQ, parts);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = all.size();
    if (length >= 256) {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    } else if (length >= 128) {
      out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      out.write(length);
    }
    out.writeBytes(all.toByteArray());
    return out.toByteArray();
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
  }
}
