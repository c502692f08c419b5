package dev.offing.server;

import dev.offing.server.cli.Cli;

/** The stub on its own, without the game beside it: what each node of several runs. */
public final class ServerMain {
  private ServerMain() {}

  /** Runs {@code serve} with these flags and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(Cli.run(new ServeCommand(), args));
  }
}
