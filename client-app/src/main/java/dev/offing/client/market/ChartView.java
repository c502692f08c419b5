package dev.offing.client.market;

import dev.offing.client.harbour.Coins;
import dev.offing.client.harbour.Notation;
import dev.offing.client.market.Chart.Point;
import dev.offing.sync.economy.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * The chart of a good: a line over its time, with a crosshair that follows the mouse, or the arrow
 * keys. Drawn when the prices, the size or the crosshair change, and not otherwise.
 */
final class ChartView extends Region {
  private static final StyleablePropertyFactory<ChartView> FACTORY =
      new StyleablePropertyFactory<>(Region.getClassCssMetaData());
  private static final CssMetaData<ChartView, Paint> LINE =
      FACTORY.createPaintCssMetaData("-o-chart-line", it -> it.line, Color.ORANGE, false);
  private static final CssMetaData<ChartView, Paint> GRID =
      FACTORY.createPaintCssMetaData("-o-chart-grid", it -> it.grid, Color.GRAY, false);
  private static final CssMetaData<ChartView, Paint> TEXT =
      FACTORY.createPaintCssMetaData("-o-chart-text", it -> it.text, Color.GRAY, false);
  private static final CssMetaData<ChartView, Paint> INK =
      FACTORY.createPaintCssMetaData("-o-chart-ink", it -> it.ink, Color.BLACK, false);
  private static final CssMetaData<ChartView, Paint> PAPER =
      FACTORY.createPaintCssMetaData("-o-chart-paper", it -> it.paper, Color.WHITE, false);

  private static final double RIGHT = 76;
  private static final double BOTTOM = 26;
  private static final double TOP = 12;
  private static final int LINES = 5;
  private static final int TIMES = 5;
  private static final DateTimeFormatter HOURS = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAYS =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
  private static final Font SMALL = Font.font("Nunito Sans", 12);
  private static final Font BOLD = Font.font("Nunito Sans SemiBold", 12);

  private final SimpleStyleableObjectProperty<Paint> line =
      new SimpleStyleableObjectProperty<>(LINE, this, "line", Color.ORANGE);
  private final SimpleStyleableObjectProperty<Paint> grid =
      new SimpleStyleableObjectProperty<>(GRID, this, "grid", Color.GRAY);
  private final SimpleStyleableObjectProperty<Paint> text =
      new SimpleStyleableObjectProperty<>(TEXT, this, "text", Color.GRAY);
  private final SimpleStyleableObjectProperty<Paint> ink =
      new SimpleStyleableObjectProperty<>(INK, this, "ink", Color.BLACK);
  private final SimpleStyleableObjectProperty<Paint> paper =
      new SimpleStyleableObjectProperty<>(PAPER, this, "paper", Color.WHITE);

  private final Canvas canvas = new Canvas();
  private final ObservableValue<Chart> chart;
  private final ZoneId zone;

  /** Where the crosshair stands, from 0 at the left to 1; negative for nowhere. */
  private double cross = -1;

  ChartView(ObservableValue<Chart> chart, ZoneId zone) {
    this.chart = chart;
    this.zone = zone;
    setId("market-chart");
    getStyleClass().add("chart");
    getChildren().add(canvas);
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    chart.subscribe(this::draw);
    List.of(line, grid, text, ink, paper).forEach(it -> it.subscribe(this::draw));
    setOnMouseMoved(event -> cross(event.getX() / plotWidth()));
    setOnMouseExited(_ -> cross(-1));
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    focusedProperty()
        .subscribe(focused -> {
          if (!focused) {
            cross(-1);
          }
        });
  }

  @Override
  public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
    return FACTORY.getCssMetaData();
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      draw();
    }
  }

  private void key(KeyEvent event) {
    double step = 1.0 / Span.POINTS;
    if (event.getCode() == KeyCode.LEFT) {
      cross(cross < 0 ? 1 : Math.max(0, cross - step));
      event.consume();
    } else if (event.getCode() == KeyCode.RIGHT) {
      cross(cross < 0 ? 0 : Math.min(1, cross + step));
      event.consume();
    }
  }

  private void cross(double at) {
    cross = at > 1 ? -1 : at;
    draw();
  }

  private double plotWidth() {
    return Math.max(1, getWidth() - RIGHT);
  }

  private void draw() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    double height = canvas.getHeight() - BOTTOM - TOP;
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    Chart now = chart.getValue();
    if (now.points().size() < 2 || height <= 0) {
      setAccessibleText("No prices were heard yet");
      g.setFont(SMALL);
      g.setFill(text.get());
      g.setTextAlign(TextAlignment.CENTER);
      g.fillText("No prices were heard yet.", plotWidth() / 2, canvas.getHeight() / 2);
      return;
    }
    Plot plot = new Plot(now, plotWidth(), height);
    scale(g, plot);
    curve(g, plot);
    Point last = now.points().getLast();
    tag(g, plot, last);
    if (cross >= 0) {
      cross(g, plot);
    }
    setAccessibleText(
        "Price over %s: now %s, lowest %s, highest %s"
            .formatted(
                now.span().words().toLowerCase(Locale.ROOT),
                Coins.price(last.price(), Notation.FULL),
                Coins.price(now.lowest(), Notation.FULL),
                Coins.price(now.highest(), Notation.FULL)));
  }

  private void scale(GraphicsContext g, Plot plot) {
    g.setFont(SMALL);
    g.setLineWidth(1);
    g.setLineDashes(2, 4);
    g.setTextAlign(TextAlignment.LEFT);
    for (int i = 0; i < LINES; i++) {
      double y = Math.round(TOP + plot.height * i / (LINES - 1)) + 0.5;
      g.setStroke(grid.get());
      g.strokeLine(0, y, plot.width, y);
      g.setFill(text.get());
      g.fillText(Coins.price(plot.price(i / (LINES - 1.0))), plot.width + 10, y + 4);
    }
    g.setLineDashes();
    g.setTextAlign(TextAlignment.CENTER);
    for (int i = 0; i < TIMES; i++) {
      double part = (i + 0.5) / TIMES;
      g.fillText(clock(plot.time(part)), plot.width * part, TOP + plot.height + 20);
    }
  }

  private void curve(GraphicsContext g, Plot plot) {
    List<Point> points = plot.chart.points();
    g.beginPath();
    g.moveTo(plot.x(points.getFirst()), TOP + plot.height);
    points.forEach(it -> g.lineTo(plot.x(it), plot.y(it)));
    g.lineTo(plot.x(points.getLast()), TOP + plot.height);
    g.closePath();
    Color colour = line.get() instanceof Color it ? it : Color.ORANGE;
    g.setFill(
        new LinearGradient(
            0,
            TOP,
            0,
            TOP + plot.height,
            false,
            CycleMethod.NO_CYCLE,
            new Stop(0, colour.deriveColor(0, 1, 1, 0.34)),
            new Stop(1, colour.deriveColor(0, 1, 1, 0.02))));
    g.fill();
    g.beginPath();
    g.moveTo(plot.x(points.getFirst()), plot.y(points.getFirst()));
    points.forEach(it -> g.lineTo(plot.x(it), plot.y(it)));
    g.setStroke(line.get());
    g.setLineWidth(2);
    g.stroke();
  }

  private void tag(GraphicsContext g, Plot plot, Point last) {
    double y = plot.y(last);
    g.setFill(line.get());
    g.fillOval(plot.x(last) - 4, y - 4, 8, 8);
    g.fillRoundRect(plot.width + 4, y - 11, RIGHT - 6, 22, 10, 10);
    g.setFill(paper.get());
    g.setFont(BOLD);
    g.setTextAlign(TextAlignment.CENTER);
    g.fillText(Coins.price(last.price()), plot.width + 4 + (RIGHT - 6) / 2, y + 4);
  }

  private void cross(GraphicsContext g, Plot plot) {
    Point at = plot.chart.nearest(plot.time(cross));
    double x = plot.x(at);
    double y = plot.y(at);
    g.setStroke(text.get());
    g.setLineWidth(1);
    g.setLineDashes(3, 3);
    g.strokeLine(x, TOP, x, TOP + plot.height);
    g.strokeLine(0, y, plot.width, y);
    g.setLineDashes();
    g.setFill(paper.get());
    g.setStroke(ink.get());
    g.setLineWidth(2);
    g.fillOval(x - 5, y - 5, 10, 10);
    g.strokeOval(x - 5, y - 5, 10, 10);
    double width = 112;
    double left = x + width + 14 > plot.width ? x - width - 12 : x + 12;
    double top = Math.max(TOP, y - 48);
    g.setFill(ink.get());
    g.fillRoundRect(left, top, width, 38, 10, 10);
    g.setFill(paper.get());
    g.setTextAlign(TextAlignment.LEFT);
    g.setFont(BOLD);
    g.fillText(Coins.price(at.price(), Notation.FULL), left + 10, top + 16);
    g.setFont(SMALL);
    g.fillText(clock(at.at()), left + 10, top + 31);
  }

  private String clock(long ms) {
    DateTimeFormatter format =
        switch (chart.getValue().span()) {
          case HOUR, QUARTER -> HOURS;
          case DAY, WEEK -> DAYS;
        };
    return format.format(Instant.ofEpochMilli(ms).atZone(zone));
  }

  /** Where things stand. */
  private static final class Plot {
    private final Chart chart;
    private final double width;
    private final double height;
    private final long from;
    private final long to;
    private final double low;
    private final double high;

    Plot(Chart chart, double width, double height) {
      this.chart = chart;
      this.width = width;
      this.height = height;
      this.from = chart.points().getFirst().at();
      this.to = Math.max(from + 1, chart.points().getLast().at());
      double lowest = chart.lowest().grains().doubleValue();
      double highest = chart.highest().grains().doubleValue();
      double air = Math.max(1, (highest - lowest) * 0.12);
      this.low = Math.max(0, lowest - air);
      this.high = highest + air;
    }

    double x(Point point) {
      return width * (point.at() - from) / (to - from);
    }

    double y(Point point) {
      return TOP + height * (high - point.price().grains().doubleValue()) / (high - low);
    }

    long time(double part) {
      return from + Math.round((to - from) * part);
    }

    /** The price at a height, 0 at the top. */
    Money price(double part) {
      return Money.of(BigDecimal.valueOf(high - (high - low) * part).toBigInteger());
    }
  }
}
