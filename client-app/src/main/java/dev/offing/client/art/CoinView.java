package dev.offing.client.art;

/** The coin, so many pixels wide and high. */
public final class CoinView extends ArtView {

  /** Makes one. */
  public CoinView(Gallery gallery, double size) {
    super(gallery, "coin", size);
  }
}
