package dev.offing.simulator.proxy.api;

import dev.offing.server.cli.Cli;

/** The command alone, as a process of a test's own. */
final class ProxyMain {
  private ProxyMain() {}

  public static void main(String[] args) {
    System.exit(Cli.run(new ProxyCommand(), args));
  }
}
