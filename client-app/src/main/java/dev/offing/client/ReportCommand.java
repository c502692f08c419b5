package dev.offing.client;

import dev.offing.assets.Assets;
import dev.offing.client.doctor.Doctor;
import dev.offing.client.report.BugReport;
import dev.offing.client.report.ReportFile;
import dev.offing.client.report.Sources;
import dev.offing.server.cli.BuildInfo;
import dev.offing.server.fault.Reasons;
import dev.offing.sync.LedgerJson;
import dev.offing.sync.ledger.ProfileLook;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./offing report}: one file for those who look for the mistake. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes one zip for a bug report: what doctor says, logs, the protocol log, the ledger, settings"
            + " and a scenario to replay. No key, token, code or account is in it, and nothing that"
            + " anybody said. The game may go on meanwhile; nothing else is changed.")
final class ReportCommand implements Callable<Integer> {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'offing-report-'yyyyMMdd-HHmmss'.zip'").withZone(ZoneOffset.UTC);
  private static final int KILOBYTE = 1_000;

  @Spec private CommandSpec spec;

  @Mixin private Which which;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "must not be there (default: offing-report-TIME.zip in this folder)")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    Settings settings = which.settings(/* tester= */ false);
    Logging.toStandardError();
    Instant now = Instant.now();
    Path target = file == null ? Path.of(NAME.format(now)) : file;
    LedgerJson codec = new LedgerJson(new Codec());
    BugReport.Collected collected;
    try (ProfileLook look = ProfileLook.at(settings.profile(), codec)) {
      Doctor.Found found = Examination.of(settings, List.of(), look);
      collected =
          BugReport.collect(
              new Sources(
                  settings.dataFolder(),
                  settings.profile().name(),
                  settings.logs().log(),
                  settings.logs().protocol(),
                  settings.stubFolder(),
                  System.getenv()),
              found,
              look,
              CatalogReader.read(Assets.catalogName(), Assets.catalog()),
              codec);
    }
    List<String> contained = collected.contained().lines();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.txt", readme(now, contained));
    files.putAll(collected.files());
    try {
      ReportFile.write(target, files);
    } catch (IOException e) {
      say(
          spec.commandLine().getErr(),
          List.of(
              ("offing report: %s was not written (%s). Nothing was changed. Free some space, or name"
                      + " another file: ./offing report FILE")
                  .formatted(target, Reasons.of(e))));
      return 1;
    }
    say(
        spec.commandLine().getOut(),
        List.of("%s (%,d KB)".formatted(target, (Files.size(target) + KILOBYTE - 1) / KILOBYTE)));
    say(spec.commandLine().getOut(), contained);
    say(
        spec.commandLine().getOut(),
        List.of("It is text: look into it before you send it. docs/bug-reports.md says where to."));
    return 0;
  }

  private static String readme(Instant now, List<String> contained) throws IOException {
    return "A bug report of Offing %s, %s.\n\n%s\n"
        .formatted(new BuildInfo().version(), now, String.join("\n", contained));
  }

  private static void say(PrintWriter to, List<String> lines) {
    lines.forEach(to::println);
    to.flush();
  }
}
