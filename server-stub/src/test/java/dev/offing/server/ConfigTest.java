package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.cli.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Settings: a flag beats the environment, that beats the file, that beats the default. */
final class ConfigTest {
  @TempDir private Path folder;

  private ServerConfig parsed(
      Map<ConfigKey, String> flags, Map<String, String> environment, String file) throws Exception {
    Path path = folder.resolve("server.properties");
    Files.writeString(path, file);
    return new ConfigParser(ConfigSources.merge(flags, environment, path), folder).parse();
  }

  @Test
  void theNearerSourceWins() throws Exception {
    String file = "# mine\ntick = 100\nport=7000\nhttp-port = 8000\n\nnodes = 2\n";
    Map<String, String> environment = Map.of("OFFING_TICK", "200", "OFFING_PORT", "7100");

    ServerConfig config = parsed(Map.of(ConfigKey.TICK, "300"), environment, file);

    assertThat(config.tickMs()).isEqualTo(300);
    assertThat(config.port()).isEqualTo(7_100);
    assertThat(config.httpPort()).isEqualTo(8_000);
    assertThat(config.nodes()).isEqualTo(2);
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.limits().enrolmentsPerHour()).isEqualTo(10);
    assertThat(config.data()).isEqualTo(folder);
    assertThat(config.redis()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "tick|49|must be from 50 to 10,000 milliseconds",
        "tick|10001|must be from 50 to 10,000 milliseconds",
        "tick|soon|must be a whole number from 50 to 10,000 milliseconds",
        "tick|99999999999|must be a whole number",
        "port|65536|must be from 0 to 65,535",
        "port|-1|must be from 0 to 65,535",
        "nodes|0|must be from 1 to 16",
        "host|0.0.0.0|without TLS it must be a loopback address",
        "tls-cert|cert.pem|certificate and key go together",
        "redis|redis-cluster:/x|redis-cluster://[:password@]host:port[,host:port]",
        "host|no.such.host.invalid|there is no such host",
        "redis|localhost:6379|not an address of the form redis://",
        "redis|http://localhost|not an address of the form redis://",
        "redis|redis://a b|not an address of the form redis://",
        "origins|https://play.example|'https://play.example' is not of the form wss://",
        "origins|wss://play.example/path|is not of the form",
        "browser-origins|play.example|is not of the form https://",
        "limit-loopback|yes|must be true or false",
        "http-port|7001|would meet those of --port",
        "tcp-port|6999|would meet those of --port",
        "protocol-ports|cbor=7001|would meet those of --port",
        "protocol-ports|cbor|'cbor' is not of the form NAME=PORT",
        "protocol-ports|cbor=70000|'cbor=70000' is not of the form NAME=PORT",
        "admin-token-file|/no/such/file|there is no file that can be read",
        "token-seconds|59|must be from 60 to 2,592,000 seconds",
      })
  void aBadValueIsToldWithItsPlaceAndReason(String key, String value, String reason)
      throws Exception {
    String variable = ConfigKey.of(key).orElseThrow().environmentName();
    Map<ConfigKey, String> port = Map.of(ConfigKey.PORT, "7000", ConfigKey.NODES, "2");
    Map<ConfigKey, String> flags = reason.startsWith("would meet") ? port : Map.of();

    assertThatThrownBy(() -> parsed(flags, Map.of(variable, value), ""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("environment variable " + variable)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> parsed(flags, Map.of(), "\n" + key + " = " + value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("server.properties, line 2")
        .hasMessageContaining(reason);
  }

  @Test
  void anUnknownKeyIsToldWithTheNearestRightOne() {
    assertThatThrownBy(() -> parsed(Map.of(), Map.of("OFFING_HTP_PORT", "1"), ""))
        .hasMessage(
            "environment variable OFFING_HTP_PORT is not a setting; the nearest is"
                + " OFFING_HTTP_PORT");
    assertThatThrownBy(() -> parsed(Map.of(), Map.of(), "tik = 100"))
        .hasMessageContaining("line 1: 'tik' is not a setting; the nearest is 'tick'");
    assertThatThrownBy(() -> parsed(Map.of(), Map.of(), "tick 100"))
        .hasMessageContaining("'tick 100' is not of the form key = value");
  }

  @Test
  void theTokenOfTheAdministratorIsForItsOwnerAloneAndNotShort(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef".repeat(2) + "\n");
    Map<ConfigKey, String> flags = Map.of(ConfigKey.ADMIN_TOKEN_FILE, file.toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> parsed(flags, Map.of(), ""))
        .hasMessageContaining("others may read that file; chmod 600");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(parsed(flags, Map.of(), "").adminToken()).isEqualTo("0123456789abcdef".repeat(2));

    Files.writeString(file, "short");
    assertThatThrownBy(() -> parsed(flags, Map.of(), ""))
        .hasMessageContaining("must have 32 to 256 characters");
  }

  @Test
  void aPasswordIsNeverShown() throws Exception {
    String secret = "redis://:s3cr3t@127.0.0.1:6379/1";
    ConfigSources sources = ConfigSources.merge(Map.of(ConfigKey.REDIS, secret), Map.of(), null);
    ServerConfig config = new ConfigParser(sources, folder).parse();

    assertThat(config.redis().toString()).isEqualTo(secret);
    assertThat(sources.print(config))
        .contains("redis = redis://127.0.0.1:6379/1")
        .noneMatch(line -> line.contains("s3cr3t"));
    assertThatThrownBy(() -> parsed(Map.of(ConfigKey.REDIS, "redis://:s3cr3t@ bad"), Map.of(), ""))
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void aCodeThatGivesMoneyIsNeverShown() throws Exception {
    ConfigSources sources =
        ConfigSources.merge(Map.of(ConfigKey.CODES, "AHOY=5000,BREEZE=1"), Map.of(), null);
    ServerConfig config = new ConfigParser(sources, folder).parse();

    assertThat(sources.print(config))
        .contains("# codes = 2, not shown")
        .noneMatch(line -> line.contains("AHOY") || line.contains("BREEZE"));
  }

  @Test
  void anotherProcessGetsTheSameSettings() throws Exception {
    ConfigSources sources =
        ConfigSources.merge(Map.of(ConfigKey.TICK, "77", ConfigKey.PORT, "7000"), Map.of(), null);
    ServerConfig config = new ConfigParser(sources, folder).parse();

    ConfigSources there = ConfigSources.merge(Map.of(), sources.asEnvironment(config), null);

    assertThat(new ConfigParser(there, Path.of("/elsewhere")).parse()).isEqualTo(config);
  }

  @Test
  void theDataFolderIsThePlatforms() {
    Path home = Path.of("/home/ann");
    assertThat(DataFolder.ofPlatform(Map.of(), "Linux", home))
        .isEqualTo(Path.of("/home/ann/.local/share/offing/server"));
    assertThat(DataFolder.ofPlatform(Map.of("XDG_DATA_HOME", "/data"), "Linux", home))
        .isEqualTo(Path.of("/data/offing/server"));
    assertThat(DataFolder.ofPlatform(Map.of("XDG_DATA_HOME", "not/absolute"), "Linux", home))
        .isEqualTo(Path.of("/home/ann/.local/share/offing/server"));
    assertThat(DataFolder.ofPlatform(Map.of(), "Mac OS X", home))
        .isEqualTo(Path.of("/home/ann/Library/Application Support/offing/server"));
    assertThat(DataFolder.ofPlatform(Map.of("LOCALAPPDATA", "/local"), "Windows 11", home))
        .isEqualTo(Path.of("/local/offing/server"));
  }

  @Test
  void theCommandSaysWhatIsWrongAndExitsWithTwo() {
    assertThat(run("--tick", "20"))
        .isEqualTo("2 serve: --tick 20: it must be from 50 to 10,000 milliseconds\n");
    assertThat(run("--catalog", folder.toString()))
        .isEqualTo("2 serve: --catalog %s: there is no file that can be read\n".formatted(folder));
    assertThat(run("--prot", "20"))
        .isEqualTo("2 serve: there is no flag '--prot'. Did you mean --port?\n");
    assertThat(run("--config", folder.resolve("none").toString()))
        .isEqualTo(
            "2 serve: --config: %s cannot be read (there is no such file or folder)\n"
                .formatted(folder.resolve("none")));
  }

  @Test
  void aCatalogIsFoundFromAnotherFolderToo() throws Exception {
    Path file = Files.writeString(folder.resolve("lemonade.json"), "{}");
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    ConfigSources sources =
        ConfigSources.merge(Map.of(ConfigKey.CATALOG, relative.toString()), Map.of(), null);

    ServerConfig config = new ConfigParser(sources, folder).parse();

    assertThat(config.catalog()).isEqualTo(file);
    assertThat(sources.asEnvironment(config)).containsEntry("OFFING_CATALOG", file.toString());
  }

  @Test
  void theCommandShowsEffectiveSettings() {
    StringWriter out = new StringWriter();
    CommandLine line = Cli.commandLine(new ServeCommand()).setOut(new PrintWriter(out));

    assertThat(line.execute("--print-config", "--tick", "60")).isZero();
    assertThat(out.toString()).contains("(--tick)\ntick = 60\n").contains("(default)\nnodes = 1\n");
  }

  /** The exit code and what was said, but for the pointer to the help. */
  private static String run(String... args) {
    StringWriter err = new StringWriter();
    int code = Cli.commandLine(new ServeCommand()).setErr(new PrintWriter(err)).execute(args);
    return code + " " + err.toString().replace("See: serve --help\n", "");
  }
}
