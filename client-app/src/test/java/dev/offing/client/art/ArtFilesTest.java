package dev.offing.client.art;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.Assets;
import dev.offing.client.Harbours;
import dev.offing.client.look.Theme;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Every drawing that the game ships can be read and leaves its marks. */
final class ArtFilesTest {

  private static final List<String> VESSELS = Harbours.kinds();

  private final Gallery gallery = new Gallery();

  @BeforeAll
  static void startToolkit() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
  }

  private static List<String> names() throws IOException, URISyntaxException {
    URI coin = Assets.class.getResource("art/coin.svg").toURI();
    if (coin.getScheme().equals("file")) {
      return names(Path.of(coin).getParent());
    }
    try (FileSystem jar = FileSystems.newFileSystem(coin, Map.of())) {
      return names(jar.provider().getPath(coin).getParent());
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString().replace(".svg", "")).sorted().toList();
    }
  }

  @Test
  void eachFileIsReadAndPaintedByDayAndByNight() throws Exception {
    List<String> names = names();
    assertThat(names).hasSizeGreaterThan(30);
    for (String name : names) {
      Drawing drawing = gallery.drawing(name);
      Callable<WritableImage> day = () -> painted(drawing, Light.PLAIN);
      Callable<WritableImage> night =
          () -> painted(drawing, new Light(0.34, 0.45, 0.62, Color.web("#2A4E68"), 0, 1));
      assertThat(marks(onScreen(day))).as(name).isGreaterThan(20);
      assertThat(marks(onScreen(night))).as(name).isGreaterThan(20);
    }
  }

  @Test
  void nothingOfAVesselIsBeyondTheBoxOfItsFile() throws Exception {
    for (String vessel : VESSELS) {
      Drawing drawing = gallery.vessel(vessel);
      WritableImage image = onScreen(() -> painted(drawing, Palette.LAMPLIGHT.light()));
      int width = (int) image.getWidth();
      int height = (int) image.getHeight();
      for (int x = 0; x < width; x++) {
        assertThat(opacity(image, x, 0)).as("%s at %d, top", vessel, x).isLessThan(0.05);
      }
      for (int y = 0; y < height; y++) {
        assertThat(opacity(image, 0, y)).as("%s at %d, left", vessel, y).isLessThan(0.05);
        assertThat(opacity(image, width - 1, y)).as("%s at %d, right", vessel, y).isLessThan(0.05);
      }
    }
  }

  @Test
  void whatIsClippedIsAsOpaqueAsItIsWhateverWasPaintedBefore() throws Exception {
    Drawing drawing =
        SvgReader.read(
            "x.svg",
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">
              <defs><clipPath id="c"><path d="M5 5 L15 6 L15 15 L5 15 Z"/></clipPath></defs>
              <path d="M0 0 H4 V4 H0 Z" fill="#FF0000" opacity="0.2"/>
              <g clip-path="url(#c)"><rect width="20" height="20" fill="#00FF00"/></g>
            </svg>
            """
                .getBytes(StandardCharsets.UTF_8));
    WritableImage image = onScreen(() -> painted(drawing, Light.PLAIN));
    assertThat(image.getPixelReader().getColor(10, 10)).isEqualTo(Color.LIME);
    assertThat(opacity(image, 17, 17)).isZero();
  }

  @Test
  void thumbnailsAreMadeOncePerThemeAndRounded() throws Exception {
    Thumbnails thumbnails = new Thumbnails(gallery);
    ImageView day = onScreen(() -> thumbnails.of("brig", Theme.LIGHT, 56, 45));
    ImageView again = onScreen(() -> thumbnails.of("brig", Theme.LIGHT, 56, 45));
    ImageView ink = onScreen(() -> thumbnails.of("brig", Theme.DARK, 56, 45));
    ImageView guess = onScreen(() -> thumbnails.hazed("brig", Theme.LIGHT, 56, 45));
    assertThat(again.getImage()).isSameAs(day.getImage());
    assertThat(day.getImage().getWidth()).isEqualTo(112);
    PixelReader pixels = day.getImage().getPixelReader();
    assertThat(pixels.getColor(0, 0).getOpacity()).isZero();
    assertThat(pixels.getColor(111, 89).getOpacity()).isZero();
    assertThat(pixels.getColor(56, 2))
        .isNotEqualTo(ink.getImage().getPixelReader().getColor(56, 2));
    assertThat(guess.getImage()).isNotSameAs(day.getImage());
  }

  private static WritableImage painted(Drawing drawing, Light light) {
    Canvas canvas = new Canvas(drawing.width(), drawing.height());
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.translate(-drawing.minX(), -drawing.minY());
    Painter.paint(g, drawing, light);
    SnapshotParameters clear = new SnapshotParameters();
    clear.setFill(Color.TRANSPARENT);
    return canvas.snapshot(clear, null);
  }

  private static int marks(WritableImage image) {
    int marks = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (opacity(image, x, y) > 0.1) {
          marks++;
        }
      }
    }
    return marks;
  }

  private static double opacity(WritableImage image, int x, int y) {
    return (image.getPixelReader().getArgb(x, y) >>> 24) / 255.0;
  }

  private static <T> T onScreen(Callable<T> deed) throws Exception {
    return WaitForAsyncUtils.asyncFx(deed).get(20, TimeUnit.SECONDS);
  }
}
