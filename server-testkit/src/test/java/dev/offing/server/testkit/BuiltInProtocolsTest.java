package dev.offing.server.testkit;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** WebSocket, HTTP and TCP keep the contract. */
final class BuiltInProtocolsTest {
  private static TestStub stub;

  @BeforeAll
  static void start() {
    stub = TestStub.start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @TestFactory
  Stream<DynamicNode> everyActionAnswersAlikeOnAllProtocols() throws IOException {
    return new ActionContract(stub, Doors.builtIn()).tests();
  }
}
