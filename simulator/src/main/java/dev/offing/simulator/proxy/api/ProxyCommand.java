package dev.offing.simulator.proxy.api;

import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./offing proxy}: opens the API, and a proxy if one is named, says where, and stays. */
@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = {
      "Stands between clients and a server and breaks their connections: late, thin, sliced, cut,"
          + " silent. It speaks the HTTP API of Toxiproxy 2.12, so that curl and Toxiproxy's clients"
          + " drive it."
    },
    footer = {
      "",
      "docs/testing.md shows the first cut connection.",
      "When ready, standard output gets one JSON line: {api, proxies: [{name, listen, upstream}],"
          + " pid}.",
      "It runs until SIGTERM or Ctrl+C. Exit codes: 2 a flag is wrong, 1 it could not begin."
    })
public final class ProxyCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  @Spec private CommandSpec spec;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "where clients dial; port 0: a free one (127.0.0.1:0)")
  private @Nullable String listen;

  @Option(
      names = "--upstream",
      paramLabel = "ADDRESS",
      description = "the server behind it, as 127.0.0.1:4080 (none: proxies come by the API)")
  private @Nullable String upstream;

  @Option(names = "--name", paramLabel = "NAME", description = "what the API calls it (offing)")
  private String name = "offing";

  @Option(
      names = "--api",
      paramLabel = "ADDRESS",
      description = "where the API listens; port 0: a free one (127.0.0.1:8474)")
  private String api = "127.0.0.1:8474";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "proxies to begin with: JSON as POST /populate takes it")
  private @Nullable Path config;

  @Option(
      names = "--preset",
      paramLabel = "PLACE",
      description = "toxics of the proxy to begin with: train, cafe, lift, plane (none)")
  private @Nullable Preset preset;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of all chance: connections and toxics in the same order fare alike (drawn)")
  private @Nullable Long seed;

  @Override
  public Integer call() throws InterruptedException {
    if (listen != null && upstream == null) {
      throw wrong("--listen wants --upstream: who is dialled there?");
    }
    if (preset != null && upstream == null) {
      throw wrong("--preset wants --upstream: it is for that proxy");
    }
    InetSocketAddress address = address("--api", api);
    if (listen != null) {
      address("--listen", listen);
    }
    if (upstream != null) {
      address("--upstream", upstream);
    }
    long chance = seed == null ? System.nanoTime() : seed;
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (ProxyApi running = start(address, new Dice(chance))) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stopped.countDown();
                    awaitQuietly(closed);
                  },
                  "stop"));
      List<NamedProxy> made = open(running);
      if (!running.address().getAddress().isLoopbackAddress()) {
        tell(
            "whoever reaches %s may do anything with it"
                .formatted(Address.text(running.address())));
      }
      tell("seed %d; Ctrl+C ends it".formatted(chance));
      PrintWriter out = spec.commandLine().getOut();
      out.println(JSON.writeValueAsString(ready(running, made)));
      out.flush();
      stopped.await();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  private ProxyApi start(InetSocketAddress address, Dice dice) {
    try {
      return ProxyApi.start(address, Time.system(), dice);
    } catch (UncheckedIOException e) {
      throw new ProxyFailure(
          ("%s is in use by another program, or may not be used (%s). Nothing was changed. End that"
                  + " program, or take another address with --api (port 0 takes a free one).")
              .formatted(Address.text(address), Objects.requireNonNull(e.getCause()).getMessage()),
          e);
    }
  }

  private List<NamedProxy> open(ProxyApi running) {
    List<NamedProxy> made = new ArrayList<>();
    try {
      if (config != null) {
        List<Body> bodies = Body.list(Files.readAllBytes(config));
        running
            .proxies()
            .locked(() -> {
              running.proxies().populate(bodies, made);
              return made;
            });
      }
      if (upstream != null) {
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        wish.put("name", name).put("upstream", upstream);
        wish.put("listen", listen == null ? "" : listen);
        made.add(running.proxies().locked(() -> create(running.proxies(), wish)));
      }
      return made;
    } catch (IOException e) {
      throw new ProxyFailure(
          "%s cannot be read (%s). Nothing was changed.".formatted(config, e.getMessage()), e);
    } catch (ApiException e) {
      throw new ProxyFailure(
          "The proxy cannot be opened: %s. Nothing was changed.".formatted(e.getMessage()), e);
    }
  }

  private NamedProxy create(Proxies proxies, ObjectNode wish) {
    NamedProxy proxy = proxies.create(new Body(wish, "Proxy"));
    if (preset != null) {
      proxy.toxics(preset.toxics());
    }
    return proxy;
  }

  private static ObjectNode ready(ProxyApi running, List<NamedProxy> made) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("api", "http://" + Address.text(running.address()));
    ArrayNode proxies = json.putArray("proxies");
    made.forEach(it ->
        proxies
            .addObject()
            .put("name", it.name())
            .put("listen", it.listen())
            .put("upstream", it.upstream()));
    return json.put("pid", ProcessHandle.current().pid());
  }

  private InetSocketAddress address(String flag, String text) {
    try {
      return Address.of(text).resolve();
    } catch (IllegalArgumentException e) {
      throw wrong(
          "'%s' is no value of %s (%s); one looks like 127.0.0.1:8474"
              .formatted(text, flag, e.getMessage()));
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("offing proxy: " + line);
    err.flush();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      // It ends anyway.
    }
  }
}
