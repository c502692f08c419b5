package dev.offing.client.art;

import dev.offing.client.look.Theme;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelReader;
import javafx.scene.image.PixelWriter;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;

/**
 * Small pictures of vessels with sky and water, rounded: the day on paper, a lit blue hour on ink,
 * so that a vessel stays readable in both themes. Each is painted once, at twice its size. Belongs
 * to the toolkit's thread.
 */
public final class Thumbnails {

  private static final double SCALE = 2;
  private static final double RADIUS = 8;

  private final Gallery gallery;
  private final Map<Key, Image> made = new HashMap<>();

  public Thumbnails(Gallery gallery) {
    this.gallery = gallery;
  }

  private record Key(String vessel, Theme theme, boolean owned, double width, double height) {

    boolean ink() {
      return theme == Theme.DARK;
    }
  }

  /** How one kind stands in its picture; {@code shift} in its own units. */
  private record Stand(double wide, double tall, double shift) {}

  /**
   * The picture of a vessel that the player has or can have.
   *
   * @param width in pixels; 56 by 45 in the fleet, 34 by 34 in the ledger, 44 by 36 in the welcome
   */
  public ImageView of(String vessel, Theme theme, double width, double height) {
    return view(new Key(vessel, theme, true, width, height));
  }

  /** The picture of a vessel that is only guessed at: a hazed shape. */
  public ImageView hazed(String vessel, Theme theme, double width, double height) {
    return view(new Key(vessel, theme, false, width, height));
  }

  private ImageView view(Key key) {
    ImageView view = new ImageView(made.computeIfAbsent(key, this::paint));
    view.setFitWidth(key.width());
    view.setFitHeight(key.height());
    view.setMouseTransparent(true);
    return view;
  }

  private Image paint(Key key) {
    Canvas canvas = new Canvas(key.width(), key.height());
    GraphicsContext g = canvas.getGraphicsContext2D();
    if (key.owned()) {
      paintOwned(g, key);
    } else {
      paintHazed(g, key);
    }
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setFill(Color.TRANSPARENT);
    parameters.setTransform(Transform.scale(SCALE, SCALE));
    return rounded(canvas.snapshot(parameters, null), RADIUS * SCALE);
  }

  private void paintOwned(GraphicsContext g, Key key) {
    double w = key.width();
    double h = key.height();
    Palette palette = key.ink() ? Palette.LAMPLIGHT : Palette.DAY;
    g.setFill(palette.sky(0, h));
    g.fillRect(0, 0, w, h);
    wave(g, palette.seaMiddle(), w, h, h - 10, w / 2);
    Stand stand = stand(key.vessel());
    double scale = Math.min((w - 8) / stand.wide(), (h - 9) / stand.tall());
    g.save();
    g.translate(w / 2 + stand.shift() * scale, h - 8);
    g.scale(scale, scale);
    Painter.paint(g, gallery.vessel(key.vessel()), palette.light());
    g.restore();
    Color near = Colours.mix(palette.seaMiddle(), palette.seaNear(), 0.55);
    wave(g, near, w, h, h - 6, w / 3);
  }

  private void paintHazed(GraphicsContext g, Key key) {
    double w = key.width();
    double h = key.height();
    g.setFill(Color.web(key.ink() ? "#0F1E2D" : "#E5D8BE"));
    g.fillRect(0, 0, w, h);
    Stand stand = stand(key.vessel());
    double scale = Math.min((w - 8) / stand.wide(), (h - 9) / stand.tall());
    g.save();
    g.translate(w / 2 + stand.shift() * scale, h - 7);
    g.scale(scale, scale);
    Color shape = Color.web(key.ink() ? "#2C4962" : "#B9A684");
    Painter.paint(g, gallery.vessel(key.vessel()), Light.silhouette(shape));
    g.restore();
    wave(g, Color.web(key.ink() ? "#1A3044" : "#D3C3A0"), w, h, h - 8, w / 2);
  }

  /** Water from a height to the foot, in swells so long. */
  private static void wave(
      GraphicsContext g, Color colour, double width, double height, double top, double length) {
    g.setFill(colour);
    g.beginPath();
    g.moveTo(0, top);
    boolean up = true;
    for (double x = 0; x < width - 0.5; x += length) {
      g.quadraticCurveTo(x + length / 2, top + (up ? -3 : 3), x + length, top);
      up = !up;
    }
    g.lineTo(width, height);
    g.lineTo(0, height);
    g.closePath();
    g.fill();
  }

  private static Stand stand(String vessel) {
    return switch (vessel) {
      case "rowboat" -> new Stand(104, 56, 0);
      case "dinghy" -> new Stand(100, 112, 0);
      case "barge" -> new Stand(146, 126, 3);
      case "paddler" -> new Stand(146, 104, 0);
      default -> new Stand(146, 126, -9);
    };
  }

  /** Takes the corners off; a clip would be paid for in each frame. */
  private static Image rounded(WritableImage image, double radius) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    PixelReader reader = image.getPixelReader();
    PixelWriter writer = image.getPixelWriter();
    int reach = (int) Math.ceil(radius);
    for (int y = 0; y < reach; y++) {
      for (int x = 0; x < reach; x++) {
        double distance = Math.hypot(radius - x - 0.5, radius - y - 0.5);
        double cover = Math.clamp(radius - distance + 0.5, 0, 1);
        if (cover < 1) {
          for (int[] at : corners(x, y, width, height)) {
            Color colour = reader.getColor(at[0], at[1]);
            writer.setColor(at[0], at[1], Colours.alpha(colour, colour.getOpacity() * cover));
          }
        }
      }
    }
    return image;
  }

  private static int[][] corners(int x, int y, int width, int height) {
    int right = width - 1 - x;
    int foot = height - 1 - y;
    return new int[][] {{x, y}, {right, y}, {x, foot}, {right, foot}};
  }
}
