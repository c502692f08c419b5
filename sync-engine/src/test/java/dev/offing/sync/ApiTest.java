package dev.offing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.Sources.Source;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.config.Options;
import japicmp.filter.JavaDocLikeClassFilter;
import japicmp.filter.JavadocLikePackageFilter;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import japicmp.output.stdout.StdoutOutputGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever compiled against the last release runs with this one. The last release is the newest tag
 * {@code v*} that this commit descends from; its sources are taken from git and compiled here, with
 * the libraries of today. Binary incompatible changes of stable packages fail, unless the version
 * in the pom says that they may: a higher major, or before 1.0 a higher minor, than the tag's.
 */
final class ApiTest {
  /** The packages that their documentation calls stable as a whole. */
  private static final List<String> STABLE =
      List.of("", ".account", ".economy", ".ledger", ".mutation", ".protocol", ".transport");

  /** The types that are stable in the others, with those inside them. */
  private static final List<String> STABLE_TYPES =
      List.of(
          "clock.DeviceClock",
          "clock.Moment",
          "session.AwayReport",
          "session.DeviceRow",
          "session.LinkOffer",
          "session.Submission",
          "session.SyncEvent");

  @TempDir private Path folder;

  @Test
  void usersOfTheLastReleaseStillRun() throws IOException, InterruptedException {
    Optional<String> tag = git("describe", "--tags", "--abbrev=0", "--match", "v[0-9]*");
    if (tag.isEmpty()) {
      System.out.println(
          "API: there is no tag of a release yet (or this is no full clone): nothing to compare with.");
      return;
    }
    Path zip = folder.resolve("old.zip");
    assertThat(git("archive", "--format=zip", "-o", zip.toString(), tag.get(), "src/main/java"))
        .isPresent();
    Path old = Sources.jar(folder.resolve("old"), sources(zip));
    Path now = Sources.jarOf(Path.of("target", "classes"), folder.resolve("now.jar"));

    String broken = broken(old, now);

    if (mayBreak(tag.get(), version())) {
      System.out.println(
          "API: since " + tag.get() + " the version says that this may break:\n" + broken);
    } else {
      assertThat(broken).as("what breaks since " + tag.get()).isEmpty();
    }
  }

  private static List<Source> sources(Path zip) throws IOException {
    List<Source> sources = new ArrayList<>();
    try (ZipFile files = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : files.stream().toList()) {
        String name = entry.getName().replaceFirst("^(sync-engine/)?src/main/java/", "");
        if (name.endsWith(".java") && !name.equals("module-info.java")) {
          String text =
              new String(files.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
          sources.add(new Source(name.replace(".java", ""), text));
        }
      }
    }
    return sources;
  }

  private static Optional<String> git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    try {
      Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? Optional.of(said.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no git here
    }
  }

  private static String version() throws IOException {
    Matcher version =
        Pattern.compile("<version>([^<]+)</version>")
            .matcher(Files.readString(Path.of("..", "pom.xml"), StandardCharsets.UTF_8));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static boolean mayBreak(String tag, String version) {
    List<Integer> then = numbers(tag);
    List<Integer> now = numbers(version);
    return now.get(0) > then.get(0)
        || (now.get(0) == 0 && then.get(0) == 0 && now.get(1) > then.get(1));
  }

  private static List<Integer> numbers(String version) {
    return Stream.of(version.replaceFirst("^v", "").replaceFirst("-.*", "").split("\\."))
        .map(Integer::valueOf)
        .toList();
  }

  /** What japicmp says of binary incompatible changes of stable packages; empty for none. */
  private static String broken(Path old, Path now) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    for (String name : STABLE) {
      options
          .getFilters()
          .getIncludes()
          .add(new JavadocLikePackageFilter("dev.offing.sync" + name, true));
    }
    for (String name : STABLE_TYPES) {
      for (String pattern : List.of(name, name + "$*")) {
        options
            .getFilters()
            .getIncludes()
            .add(new JavaDocLikeClassFilter("dev.offing.sync." + pattern));
      }
    }
    List<JApiClass> broken =
        new JarArchiveComparator(options)
                .compare(
                    new JApiCmpArchive(old.toFile(), "old"),
                    new JApiCmpArchive(now.toFile(), "now"))
                .stream()
                .filter(type -> !type.isBinaryCompatible())
                .toList();
    Options shown = Options.newDefault();
    shown.setOutputOnlyBinaryIncompatibleModifications(true);
    return broken.isEmpty() ? "" : new StdoutOutputGenerator(shown, broken).generate();
  }

  // ---- the check itself -------------------------------------------------------------------------

  @Test
  void seesWhatBreaksAndLetsTheRestPass() throws IOException {
    Path old =
        jar(
            "old",
            "dev/offing/sync/Stand",
            "public void sell() {} public int cups() { return 1; }");
    Path more =
        jar(
            "more",
            "dev/offing/sync/Stand",
            "public void sell() {} public int cups() { return 1; } public void close() {}");
    Path less = jar("less", "dev/offing/sync/Stand", "public void sell() {}");
    Path other =
        jar(
            "other",
            "dev/offing/sync/Stand",
            "public void sell() {} public long cups() { return 1; }");

    assertThat(broken(old, more)).isEmpty();
    assertThat(broken(old, less)).contains("REMOVED METHOD").contains("cups()");
    assertThat(broken(old, other)).contains("cups()");
  }

  @Test
  void looksAtWhatIsStableOnly() throws IOException {
    Path was = jar("was", "dev/offing/sync/clock/Moment", "public void now() {}");
    Path is = jar("is", "dev/offing/sync/clock/Moment", "");
    assertThat(broken(was, is)).contains("now()");

    Path old = jar("old", "dev/offing/sync/session/Stand", "public void sell() {}");
    Path less = jar("less", "dev/offing/sync/session/Stand", "");

    assertThat(broken(old, less)).isEmpty();
  }

  @Test
  void theVersionSaysWhatMayBreak() {
    assertThat(mayBreak("v0.1.0", "0.2.0-SNAPSHOT")).isTrue();
    assertThat(mayBreak("v1.9.3", "2.0.0-SNAPSHOT")).isTrue();
    assertThat(mayBreak("v0.9.0", "1.0.0")).isTrue();
    assertThat(mayBreak("v0.1.0", "0.1.1-SNAPSHOT")).isFalse();
    assertThat(mayBreak("v1.1.0", "1.2.0-SNAPSHOT")).isFalse();
  }

  private Path jar(String name, String type, String body) throws IOException {
    String pack = type.substring(0, type.lastIndexOf('/')).replace('/', '.');
    String text =
        "package %s; public class %s { %s }".formatted(pack, type.replaceFirst(".*/", ""), body);
    return Sources.jar(folder.resolve(name), List.of(new Source(type, text)));
  }
}
