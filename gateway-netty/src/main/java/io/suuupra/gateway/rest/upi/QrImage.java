package io.suuupra.gateway.rest.upi;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A QR code (ISO/IEC 18004, error correction M) with the margin of four modules that readers need, as PNG, as SVG, or
 * as blocks for a terminal. Immutable.
 */
public final class QrImage
{
    /** Largest number of pixels that a module has on each side. */
    public static final int SCALE_MAX = 16;

    private static final int MARGIN = 4;

    private final QrCode code;

    private QrImage(final QrCode code)
    {
        this.code = code;
    }

    /**
     * @param text of the code.
     * @return its image.
     * @throws IllegalArgumentException if the text is longer than a code can hold, 2,331 bytes.
     */
    public static QrImage of(final String text)
    {
        try
        {
            return new QrImage(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
        }
        catch (final DataTooLongException tooLong)
        {
            throw new IllegalArgumentException("the text is too long for a QR code", tooLong);
        }
    }

    /** @return modules on each side, margins included. */
    public int size()
    {
        return code.size + 2 * MARGIN;
    }

    private boolean isDark(final int x, final int y)
    {
        return code.getModule(x - MARGIN, y - MARGIN);
    }

    /**
     * @param scale pixels of a module on each side, 1 to {@value #SCALE_MAX}.
     * @return black and white PNG.
     */
    public byte[] png(final int scale)
    {
        final int pixels = size() * scale;
        final BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_BYTE_BINARY);
        // Bit by bit into the raster, one row for each row of modules: pixel by pixel takes a hundred times as long.
        final byte[] bits = ((DataBufferByte)image.getRaster().getDataBuffer()).getData();
        final int stride = bits.length / pixels;
        for (int y = 0; y < size(); y++)
        {
            final int row = y * scale * stride;
            for (int x = 0; x < pixels; x++)
            {
                if (!isDark(x / scale, y))
                {
                    bits[row + x / Byte.SIZE] |= (byte)(0x80 >> x % Byte.SIZE);
                }
            }
            for (int i = 1; i < scale; i++)
            {
                System.arraycopy(bits, row, bits, row + i * stride, stride);
            }
        }
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        // Of its own, and not through ImageIO.write, which makes a file to hold what it writes.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes))
        {
            writer.setOutput(out);
            writer.write(image);
        }
        catch (final IOException impossible)
        {
            throw new UncheckedIOException("memory cannot fail to be written", impossible);
        }
        finally
        {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * @param scale pixels of a module on each side, 1 to {@value #SCALE_MAX}.
     * @return SVG, one path of unit squares.
     */
    public String svg(final int scale)
    {
        final StringBuilder path = new StringBuilder();
        for (int y = 0; y < size(); y++)
        {
            for (int x = 0; x < size(); x++)
            {
                if (isDark(x, y))
                {
                    path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
                }
            }
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%1$d" viewBox="0 0 %2$d %2$d" \
            shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%2$dv%2$dH0z"/><path d="%3$s"/></svg>
            """.formatted(size() * scale, size(), path);
    }

    /** @return two modules above each other in one character, dark ones as blanks: for terminals that are dark. */
    public String blocks()
    {
        final StringBuilder blocks = new StringBuilder();
        for (int y = 0; y < size(); y += 2)
        {
            for (int x = 0; x < size(); x++)
            {
                final boolean upper = !isDark(x, y);
                final boolean lower = y + 1 < size() && !isDark(x, y + 1);
                blocks.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
            }
            blocks.append('\n');
        }
        return blocks.toString();
    }
}
