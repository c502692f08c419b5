package dev.offing.client.doctor;

import dev.offing.server.RunningStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether game and server can meet on this computer, and whether ports that are wanted are free.
 */
public final class PortsCheck implements Check {
  private final List<Integer> wanted;
  private final Path stub;

  /**
   * @param wanted ports that a server is to listen on, 1 to 65535
   * @param stub the data folder of the stub, which may be the one that has them
   */
  public PortsCheck(List<Integer> wanted, Path stub) {
    this.wanted = List.copyOf(wanted);
    this.stub = stub;
  }

  @Override
  public String name() {
    return "ports";
  }

  @Override
  public List<Finding> look() {
    List<Finding> found = new ArrayList<>();
    found.add(loopback());
    wanted.forEach(port -> found.add(port(port)));
    return found;
  }

  private static Finding loopback() {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket _ = new Socket(door.getInetAddress(), door.getLocalPort());
        Socket _ = door.accept()) {
      return Finding.well("A server on this computer can be reached.");
    } catch (IOException e) {
      return Finding.trouble(
          "No server on this computer can be reached (%s).".formatted(e.getMessage()),
          "Let programs connect to 127.0.0.1: a firewall, or a container without loopback, does not."
              + " Play goes on without a server.");
    }
  }

  private Finding port(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return Finding.well("Port %d is free.".formatted(port));
    } catch (IOException e) {
      Optional<RunningStub> running = RunningStub.find(stub);
      if (running.isPresent() && uses(running.get(), port)) {
        return Finding.well(
            "Port %d is used by the server that runs here (process %d)."
                .formatted(port, running.get().pid()));
      }
      return Finding.trouble(
          "Port %d cannot be used (%s).".formatted(port, e.getMessage()),
          "End the program that has it, or name another one: ./offing serve --port PORT; 0 takes a"
              + " free one.");
    }
  }

  private static boolean uses(RunningStub running, int port) {
    return running.nodes().stream()
        .flatMap(it ->
            Stream.concat(Stream.of(it.ws(), it.http(), it.tcp()), it.other().values().stream()))
        .filter(it -> !it.isEmpty())
        .anyMatch(it -> URI.create(it).getPort() == port);
  }
}
