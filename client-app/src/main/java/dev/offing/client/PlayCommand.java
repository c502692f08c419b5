package dev.offing.client;

import dev.offing.assets.Assets;
import dev.offing.client.console.Console;
import dev.offing.client.console.OrderException;
import dev.offing.client.tester.Plug;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Nearest;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./offing play}: the game in a window, on a console, or without a display. */
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the game. Without --server it uses the stub that is running, or starts one and ends"
          + " it with the last client; it plays before a server is there, and without any."
    })
final class PlayCommand implements Callable<Integer> {

  private static final int DEFAULT_SECONDS = 20;
  private static final int MAX_SECONDS = 86_400;

  @Spec private CommandSpec spec;

  @Mixin private Which which;

  @Option(names = "--console", description = "plays by typed orders: help lists them")
  private boolean console;

  @Option(
      names = "--script",
      paramLabel = "ORDERS",
      description = "orders for the console, such as \"buy rowboat; wait 20; status\"")
  private @Nullable String script;

  @Option(names = "--headless", description = "plays in a window that nobody sees, by robot")
  private boolean headless;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "how long a headless game lasts (default: 20)")
  private @Nullable Integer seconds;

  @Option(
      names = "--buy",
      paramLabel = "VESSEL[:N]",
      description = "what a headless player buys, one click after the other")
  private @Nullable String buy;

  @Option(
      names = "--screenshot",
      paramLabel = "FILE",
      description = "a PNG of the headless window at its end")
  private @Nullable Path screenshot;

  @Option(
      names = "--tester",
      description = "adds a plug that can be pulled, to see what a player sees without a network")
  private boolean tester;

  @Override
  public Integer call() throws Exception {
    checkFlags();
    Settings settings = which.settings(tester);
    HeadlessRun.@Nullable Purchases purchases = purchases();
    Logging.toStandardErrorAnd(settings.logs());
    if (console) {
      return console(settings);
    }
    ClientApp app = new ClientApp(settings);
    if (!headless) {
      return app.window(spec.commandLine().getErr());
    }
    int s = seconds == null ? DEFAULT_SECONDS : seconds;
    HeadlessRun.Plan plan = new HeadlessRun.Plan(s, purchases, screenshot);
    HeadlessRun.Outcome outcome = app.headless(plan);
    System.out.println(outcome.json());
    return outcome.well() ? 0 : 1;
  }

  private int console(Settings settings) throws Exception {
    // Not System.out: an order's answer must be on its way when the next order is read.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (Game game = Game.open(settings);
        Console player = new Console(game.engine(), game.farewell(), out, ZoneId.systemDefault())) {
      String recovery = game.recovery();
      if (recovery != null) {
        out.println("note: " + recovery);
      }
      game.connect();
      boolean well =
          script != null
              ? player.run(script)
              : player.run(
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
      return well ? 0 : 1;
    }
  }

  private void checkFlags() {
    onlyWith(script != null, "--script", console, "--console");
    onlyWith(seconds != null, "--for", headless, "--headless");
    onlyWith(buy != null, "--buy", headless, "--headless");
    onlyWith(screenshot != null, "--screenshot", headless, "--headless");
    List<URI> servers = tester ? which.servers() : List.of();
    if (servers.size() > 1) {
      throw invalid("--tester", "the plug has one end, and --server names " + servers.size());
    }
    if (!servers.isEmpty() && !Plug.fits(servers.getFirst())) {
      throw invalid(
          "--tester",
          "the plug sits on this machine, and %s is elsewhere".formatted(servers.getFirst()));
    }
    if (console && headless) {
      throw wrong("--console and --headless exclude each other");
    }
    if (seconds != null && (seconds < 0 || seconds > MAX_SECONDS)) {
      throw invalid("--for", seconds + " is not from 0 to " + MAX_SECONDS + " seconds");
    }
    if (script != null) {
      try {
        Console.check(script);
      } catch (OrderException e) {
        throw invalid("--script", String.valueOf(e.getMessage()));
      }
    }
  }

  private void onlyWith(boolean given, String flag, boolean other, String needed) {
    if (given && !other) {
      throw wrong(flag + " needs " + needed);
    }
  }

  private HeadlessRun.@Nullable Purchases purchases() throws CatalogException {
    if (buy == null) {
      return null;
    }
    String[] parts = buy.split(":", 2);
    List<String> vessels =
        CatalogReader.read(Assets.catalogName(), Assets.catalog()).producers().stream()
            .map(Producer::id)
            .toList();
    if (!vessels.contains(parts[0])) {
      throw invalid(
          "--buy",
          "there is no vessel \"%s\". Did you mean %s?"
              .formatted(parts[0], Nearest.to(parts[0], vessels).orElseThrow()));
    }
    if (parts.length == 2 && !parts[1].matches("[1-9][0-9]{0,2}")) {
      throw invalid("--buy", parts[1] + " is not a number of purchases from 1 to 999");
    }
    return new HeadlessRun.Purchases(parts[0], parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
  }

  private ParameterException invalid(String flag, String why) {
    return wrong("Invalid value for option '%s': %s".formatted(flag, why));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
