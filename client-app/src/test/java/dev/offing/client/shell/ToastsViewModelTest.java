package dev.offing.client.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ToastsViewModelTest {

  private final ToastsViewModel toasts = new ToastsViewModel();

  @Test
  void aFourthTakesThePlaceOfTheOldest() {
    Toast first = toast("first");
    Toast second = toast("second");
    toasts.show(first);
    toasts.show(second);
    toasts.show(toast("third"));
    toasts.show(toast("fourth"));
    assertThat(toasts.shown()).hasSize(ToastsViewModel.MOST).startsWith(second);
    toasts.dismiss(first);
    assertThat(toasts.shown()).hasSize(ToastsViewModel.MOST);
  }

  @Test
  void theSameWordsTwiceAreTwo() {
    Toast first = toast("again");
    Toast second = toast("again");
    toasts.show(first);
    toasts.show(second);
    toasts.dismiss(first);
    assertThat(toasts.shown()).containsExactly(second);
  }

  @Test
  void escapeTakesTheNewestOffAndSaysWhetherThereWasOne() {
    Toast first = toast("first");
    toasts.show(first);
    toasts.show(toast("second"));
    assertThat(toasts.dismissNewest()).isTrue();
    assertThat(toasts.shown()).containsExactly(first);
    assertThat(toasts.dismissNewest()).isTrue();
    assertThat(toasts.dismissNewest()).isFalse();
  }

  @Test
  void noLetterIsLostForAnotherOne() {
    for (String title : List.of("a", "b", "c", "d", "e")) {
      toasts.show(new Toast(Toast.Kind.LETTER, title, "", null));
    }
    assertThat(titles()).containsExactly("a", "b", "c");
    toasts.show(toast("news"));
    assertThat(titles()).containsExactly("b", "c", "news");

    toasts.dismissNewest();
    assertThat(titles()).containsExactly("b", "c", "a");
    toasts.dismissNewest();
    toasts.dismissNewest();
    assertThat(titles()).containsExactly("b", "c", "e");
  }

  private List<String> titles() {
    return toasts.shown().stream().map(Toast::title).toList();
  }

  private static Toast toast(String title) {
    return new Toast(Toast.Kind.NEWS, title, "", null);
  }
}
