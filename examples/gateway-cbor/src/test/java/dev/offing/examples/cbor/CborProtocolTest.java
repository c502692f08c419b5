package dev.offing.examples.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.testkit.ActionContract;
import dev.offing.server.testkit.Door;
import dev.offing.server.testkit.Doors;
import dev.offing.server.testkit.TestStub;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** CBOR keeps the contract that the built-in protocols keep, and its bounds. */
final class CborProtocolTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final CBORMapper CBOR = CBORMapper.builder().build();
  private static final int PATIENCE_MS = 60_000;
  private static TestStub stub;

  @BeforeAll
  static void start() {
    stub = TestStub.start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  /** A client that speaks it. */
  private static final class CborDoor implements Door {
    @Override
    public String protocol() {
      return "cbor";
    }

    @Override
    public boolean speaksJson() {
      return false;
    }

    @Override
    public String call(TestStub stub, String token, Call call) throws IOException {
      try (Socket socket = connected()) {
        say(socket, CBOR.writeValueAsBytes(JSON.readTree(Door.token(token))));
        say(socket, CBOR.writeValueAsBytes(JSON.readTree(call.frame())));
        return heard(socket);
      }
    }
  }

  private static Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), stub.port("cbor"));
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static void say(Socket socket, byte[] item) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(item.length);
    out.write(item);
    out.flush();
  }

  /** The next answer to a call as JSON. */
  private static String heard(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      byte[] item = in.readNBytes(in.readInt());
      String frame = JSON.writeValueAsString(CBOR.readTree(item));
      if (Door.answers(frame)) {
        return frame;
      }
    }
  }

  @TestFactory
  Stream<DynamicNode> everyActionAnswersAsOnTheBuiltInProtocols() throws IOException {
    List<Door> doors = new ArrayList<>(Doors.builtIn());
    doors.add(new CborDoor());
    return new ActionContract(stub, doors).tests();
  }

  @Test
  void aLengthBeyondTheBoundIsRefusedBeforeAByteOfItIsKept() throws Exception {
    try (Socket socket = connected()) {
      new DataOutputStream(socket.getOutputStream()).writeInt(Integer.MAX_VALUE);

      assertRefused(socket, "too_large");
    }
  }

  @Test
  void whatIsNoCborIsToldSo() throws Exception {
    byte[][] items = {
      {}, // nothing
      {(byte) 0xFF}, // a break of nothing
      {(byte) 0xA1, 0x61}, // the beginning of a text
      {(byte) 0xBF, 0x61, 0x61}, // a map without its end
      {(byte) 0xA1, 0x01, 0x01, 0x01}, // something after the end
      "{\"token\":\"\"}".getBytes(StandardCharsets.UTF_8), // JSON
    };
    for (byte[] item : items) {
      try (Socket socket = connected()) {
        say(socket, item);

        assertRefused(socket, "malformed");
      }
    }
  }

  @Test
  void whatIsDeeperThanItMayBeIsNotRead() throws Exception {
    byte[] deep = new byte[4_000];
    Arrays.fill(deep, (byte) 0x81);
    try (Socket socket = connected()) {
      say(socket, deep);

      assertRefused(socket, "malformed");
    }
  }

  private static void assertRefused(Socket socket, String code) throws IOException {
    JsonNode frame = JSON.readTree(heard(socket));
    assertThat(frame.path("code").stringValue()).as(frame.toString()).isEqualTo(code);
    assertThat(socket.getInputStream().read()).as("the end").isEqualTo(-1);
  }
}
