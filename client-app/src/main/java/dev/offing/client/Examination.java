package dev.offing.client;

import dev.offing.assets.Assets;
import dev.offing.client.doctor.ClockCheck;
import dev.offing.client.doctor.Doctor;
import dev.offing.client.doctor.FilesCheck;
import dev.offing.client.doctor.GraphicsCheck;
import dev.offing.client.doctor.PortsCheck;
import dev.offing.client.doctor.ProfileCheck;
import dev.offing.client.doctor.ServerCheck;
import dev.offing.client.doctor.ServerProbe;
import dev.offing.client.doctor.SettingsCheck;
import dev.offing.client.doctor.VersionsCheck;
import dev.offing.server.RunningStub;
import dev.offing.server.ServerSettings;
import dev.offing.server.cli.BuildInfo;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.ProfileLook;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is looked at of a game, by {@code doctor} and {@code report} alike. */
final class Examination {

  private Examination() {}

  /**
   * Looks at everything; takes some seconds.
   *
   * @param ports that a server is to have, besides those in the environment
   * @param look at the profile
   */
  static Doctor.Found of(Settings settings, List<Integer> ports, ProfileLook look)
      throws CatalogException, IOException, InterruptedException {
    Map<URI, ServerProbe.Answer> answers = ask(settings);
    Contents contents = look.contents();
    return new Doctor(
            List.of(
                new VersionsCheck(),
                new FilesCheck(settings.dataFolder(), settings.profile().folder()),
                new ProfileCheck(settings.profile().name(), look),
                new ClockCheck(
                    DeviceClock.system().read(),
                    contents == null ? null : contents.clock(),
                    List.copyOf(answers.values())),
                new GraphicsCheck(Toolkit.mayHaveDisplay()),
                new PortsCheck(ports, settings.stubFolder()),
                new SettingsCheck(ServerSettings.mistake(System.getenv())),
                new ServerCheck(answers, !settings.servers().isEmpty(), contents)))
        .examine();
  }

  private static Map<URI, ServerProbe.Answer> ask(Settings settings)
      throws CatalogException, IOException, InterruptedException {
    List<URI> servers = settings.servers();
    if (servers.isEmpty()) {
      servers =
          RunningStub.find(settings.stubFolder()).stream()
              .flatMap(it -> it.nodes().stream())
              .map(RunningStub.Node::ws)
              .filter(it -> !it.isEmpty())
              .map(URI::create)
              .toList();
    }
    ServerProbe probe =
        new ServerProbe(
            CatalogReader.read(Assets.catalogName(), Assets.catalog()),
            "offing/" + new BuildInfo().version());
    Map<URI, ServerProbe.Answer> answers = new LinkedHashMap<>();
    for (URI server : servers) {
      answers.put(server, probe.ask(server));
    }
    return answers;
  }
}
