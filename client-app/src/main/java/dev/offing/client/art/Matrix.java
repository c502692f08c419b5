package dev.offing.client.art;

/** An affine map, in the order of SVG's {@code matrix(a b c d e f)}. */
record Matrix(double xx, double yx, double xy, double yy, double tx, double ty) {

  static final Matrix IDENTITY = new Matrix(1, 0, 0, 1, 0, 0);

  static Matrix translate(double x, double y) {
    return new Matrix(1, 0, 0, 1, x, y);
  }

  static Matrix scale(double x, double y) {
    return new Matrix(x, 0, 0, y, 0, 0);
  }

  /** A turn about the origin, clockwise on the screen. */
  static Matrix rotate(double degrees) {
    double angle = Math.toRadians(degrees);
    return new Matrix(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0);
  }

  boolean isIdentity() {
    return equals(IDENTITY);
  }

  /** First {@code inner}, then this. */
  Matrix times(Matrix inner) {
    return new Matrix(
        xx * inner.xx + xy * inner.yx,
        yx * inner.xx + yy * inner.yx,
        xx * inner.xy + xy * inner.yy,
        yx * inner.xy + yy * inner.yy,
        xx * inner.tx + xy * inner.ty + tx,
        yx * inner.tx + yy * inner.ty + ty);
  }
}
