package dev.offing.client.art;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of SVG is understood, and that the rest is refused by name. */
final class SvgReaderTest {

  private static Drawing read(String inside) {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:ink=\"urn:ink\" viewBox=\"-5 -6 20 30\">"
            + inside
            + "</svg>";
    return SvgReader.read("art/x.svg", svg.getBytes(StandardCharsets.UTF_8));
  }

  private static Mark.Figure figure(String inside) {
    return (Mark.Figure) read(inside).root().children().getFirst();
  }

  @Test
  void theBoxOfTheFileIsTheDrawings() {
    assertThat(read("<title> A thing </title>"))
        .isEqualTo(
            new Drawing(
                "art/x.svg",
                "A thing",
                -5,
                -6,
                20,
                30,
                new Mark.Group("", Matrix.IDENTITY, 1, 0, Mark.Seen.ALWAYS, null, List.of())));
  }

  @Test
  void formsAreReadWithTheirNumbers() {
    assertThat(figure("<path d=\"M0 0 L1,2 h-3z\"/>").form())
        .isEqualTo(new Form.Path("M0 0 L1,2 h-3z"));
    assertThat(figure("<circle cx=\"1\" cy=\"2\" r=\"3\"/>").form())
        .isEqualTo(new Form.Oval(1, 2, 3, 3));
    assertThat(figure("<ellipse cx=\"1\" cy=\"2\" rx=\"3\" ry=\"4\"/>").form())
        .isEqualTo(new Form.Oval(1, 2, 3, 4));
    assertThat(figure("<rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" rx=\"0.5\"/>").form())
        .isEqualTo(new Form.Box(1, 2, 3, 4, 0.5));
  }

  @Test
  void inksAreInheritedAndKnowTheNight() {
    Mark.Group group =
        (Mark.Group)
            read("""
            <g fill="#102030" stroke="#AABBCC" stroke-width="2" opacity="0.5">
              <rect width="1" height="1"/>
              <rect class="raw" width="1" height="1" fill="#FFFFFF" stroke="none"
                  data-lit="#FFD27A" data-lit-opacity="0.25" data-depth="0.2"/>
            </g>
            """)
                .root()
                .children()
                .getFirst();
    assertThat(group.opacity()).isEqualTo(0.5);
    Mark.Figure plain = (Mark.Figure) group.children().getFirst();
    assertThat(plain.fill()).isEqualTo(new Ink.Flat(Color.web("#102030"), false, null));
    assertThat(plain.stroke()).isEqualTo(new Ink.Flat(Color.web("#AABBCC"), false, null));
    assertThat(plain.strokeWidth()).isEqualTo(2);
    Mark.Figure window = (Mark.Figure) group.children().getLast();
    assertThat(window.fill()).isEqualTo(new Ink.Flat(Color.WHITE, true, Color.web("#FFD27A")));
    assertThat(window.stroke()).isNull();
    assertThat(window.litOpacity()).isEqualTo(0.25);
    assertThat(window.depth()).isEqualTo(0.2);
  }

  @Test
  void gradientsAndClipsAreFoundByTheirNames() {
    Drawing it =
        read(
            """
            <defs>
              <linearGradient id="a" x1="0" y1="0" x2="0" y2="9" gradientUnits="userSpaceOnUse">
                <stop offset="0" stop-color="#FF0000"/>
                <stop class="raw" offset="1" stop-color="#00FF00" stop-opacity="0.5"/>
              </linearGradient>
              <radialGradient id="b">
                <stop offset="0" stop-color="#FFF"/><stop offset="1" stop-color="#000"/>
              </radialGradient>
              <clipPath id="c"><path d="M0 0 H1 V1 Z"/></clipPath>
            </defs>
            <g id="part" clip-path="url(#c)" transform="translate(2,3) scale(2)">
              <rect width="1" height="1" fill="url(#a)" stroke="url(#b)"/>
            </g>
            """);
    Mark.Group part = it.part("part").root();
    assertThat(part.clip()).isEqualTo("M0 0 H1 V1 Z");
    assertThat(part.map()).isEqualTo(new Matrix(2, 0, 0, 2, 2, 3));
    Mark.Figure rect = (Mark.Figure) part.children().getFirst();
    assertThat(rect.fill())
        .isEqualTo(
            new Ink.Linear(
                0,
                0,
                0,
                9,
                true,
                List.of(
                    new Ink.Stop(0, Color.web("#FF0000"), false),
                    new Ink.Stop(1, Color.web("#00FF00", 0.5), true))));
    assertThat(rect.stroke()).isInstanceOf(Ink.Radial.class);
    assertThatThrownBy(() -> it.part("sail"))
        .isInstanceOf(ArtException.class)
        .hasMessage("art/x.svg has no group with the id \"sail\".");
  }

  @Test
  void aTurnIsClockwiseAboutTheOrigin() {
    Matrix map = figure("<rect transform=\"rotate(90)\" width=\"1\" height=\"1\"/>").map();
    assertThat(map.yx()).isEqualTo(1);
    assertThat(map.xy()).isEqualTo(-1);
  }

  @Test
  void whatAnEditorAddsForItselfIsPassedOver() {
    Drawing it =
        read(
            """
            <title>A thing</title><ink:view zoom="2"/>
            <g ink:label="sail"><rect ink:x="7" width="1" height="1"/></g>
            """);
    assertThat(it.root().children()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<text>a</text>| <text> is not known.",
        "<g id=\"b\"><image/></g>| <image> is not known.",
        "<circle id=\"sun\"/>| <circle id=\"sun\"> needs r.",
        "<circle r=\"big\"/>| <circle> has a bad r=\"big\".",
        "<rect width=\"1 2\" height=\"1\"/>| <rect> has 2 numbers in width.",
        "<rect width=\"1\" height=\"1\" style=\"fill:red\"/>| <rect> has a style;",
        "<rect width=\"1\" height=\"1\" fill=\"red\"/>| <rect> has a bad fill=\"red\";",
        "<rect width=\"1\" height=\"1\" fill=\"url(#x)\"/>| names the gradient \"x\"",
        "<g clip-path=\"url(#x)\"/>| names the clip \"url(#x)\"",
        "<g transform=\"skewX(3)\"/>| <g> has an unknown transform \"skewX\"",
        "<g transform=\"3\"/>| <g> has a bad transform \"3\".",
        "<g class=\"glow\"/>| <g> has the class \"glow\", which is not known.",
        "<path/>| <path> has a bad d: it is empty.",
        "<path d=\"L1 2\"/>| <path> has a bad d: it does not begin with M.",
        "<path d=\"M1 2 3\"/>| <path> has a bad d: 3 numbers after M.",
        "<path d=\"M1 2 A1 2 3 4 5\"/>| <path> has a bad d: 5 numbers after A.",
        "<path d=\"M1 2 B3\"/>| <path> has a bad d: \"B3\" is no path data.",
        "<defs><linearGradient id=\"a\"/></defs>| needs two stops or more.",
        "<defs><clipPath id=\"a\"/></defs>| <clipPath id=\"a\"> needs one path.",
        "<defs><filter id=\"a\"/></defs>| <filter id=\"a\"> is not known in <defs>.",
      })
  void aMistakeIsToldWithFileAndElement(String inside, String message) {
    assertThatThrownBy(() -> read(inside))
        .isInstanceOf(ArtException.class)
        .hasMessageStartingWith("art/x.svg: ")
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNoDrawingIsRefused() {
    assertThatThrownBy(() -> SvgReader.read("a.svg", "<svg".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ArtException.class)
        .hasMessageStartingWith("a.svg, line 1: ");
    assertThatThrownBy(() -> SvgReader.read("a.svg", "<html/>".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("a.svg: <html> instead of <svg>.");
    assertThatThrownBy(() ->
            SvgReader.read(
                "a.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("needs viewBox");
  }

  @Test
  void noOtherFileIsReadOnItsBehalf() {
    String svg =
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><title>&x;</title></svg>";
    assertThatThrownBy(() -> SvgReader.read("a.svg", svg.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ArtException.class)
        .hasMessageContaining("DOCTYPE");
  }
}
