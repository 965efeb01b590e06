package io.suuupra.codecs.schema;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/**
 * The schema as the tests see it: as it is, and as it would be after one more field in every block and every group.
 */
public final class Schema
{
    /** Name of the field that the later schema adds at the end of every block and of every group's element. */
    public static final String ADDED = "added";

    /** Bytes of that field. */
    public static final int ADDED_LENGTH = Long.BYTES;

    private static final String LATER_PACKAGE = "io.suuupra.codecs.next";

    private Schema()
    {
    }

    /**
     * @return the schema as it is.
     */
    public static Ir current()
    {
        return parse(serialise(read()));
    }

    /**
     * @return the schema one version on: each block and each element has an int64 more at its end.
     */
    public static Ir later()
    {
        final Document xml = read();
        final Ir current = current();
        final String version = Integer.toString(current.version() + 1);
        xml.getDocumentElement().setAttribute("version", version);
        xml.getDocumentElement().setAttribute("package", LATER_PACKAGE);
        for (final Element message : children(xml.getDocumentElement(), "sbe:message"))
        {
            final List<Token> tokens = current.getMessage(Integer.parseInt(message.getAttribute("id")));
            int id = tokens.stream().mapToInt(Token::id).max().orElseThrow() + 1;
            extend(message, tokens.getFirst().encodedLength(), id, version);
            for (final Element group : children(message, "group"))
            {
                id++;
                extend(group, groupToken(tokens, group.getAttribute("name")).encodedLength(), id, version);
            }
        }
        return parse(serialise(xml));
    }

    private static void extend(final Element block, final int length, final int id, final String version)
    {
        final Element field = block.getOwnerDocument().createElement("field");
        field.setAttribute("name", ADDED);
        field.setAttribute("id", Integer.toString(id));
        field.setAttribute("type", "int64");
        field.setAttribute("offset", Integer.toString(length));
        field.setAttribute("sinceVersion", version);
        final List<Element> behind = new ArrayList<>(children(block, "group"));
        behind.addAll(children(block, "data"));
        block.insertBefore(field, behind.isEmpty() ? null : behind.getFirst());
        block.setAttribute("blockLength", Integer.toString(length + ADDED_LENGTH));
    }

    private static Token groupToken(final List<Token> tokens, final String name)
    {
        return tokens.stream()
            .filter(token -> token.signal() == Signal.BEGIN_GROUP && token.name().equals(name))
            .findFirst().orElseThrow();
    }

    private static List<Element> children(final Element parent, final String tag)
    {
        final List<Element> found = new ArrayList<>();
        final NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++)
        {
            final Node node = nodes.item(i);
            if (node instanceof final Element element && element.getTagName().equals(tag))
            {
                found.add(element);
            }
        }
        return found;
    }

    private static Document read()
    {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream("/suuupra.xml")))
        {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        catch (final Exception e)
        {
            throw new IllegalStateException("the schema cannot be read", e);
        }
    }

    private static byte[] serialise(final Document xml)
    {
        try
        {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(xml), new StreamResult(out));
            return out.toByteArray();
        }
        catch (final Exception e)
        {
            throw new IllegalStateException("the schema cannot be written", e);
        }
    }

    private static Ir parse(final byte[] xml)
    {
        final ParserOptions options =
            ParserOptions.builder().stopOnError(true).warningsFatal(true).suppressOutput(true).build();
        try (InputStream in = new ByteArrayInputStream(xml))
        {
            return new IrGenerator().generate(XmlSchemaParser.parse(in, options));
        }
        catch (final Exception e)
        {
            throw new IllegalStateException("the schema is not valid", e);
        }
    }
}
