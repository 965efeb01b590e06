package io.suuupra.bench.profile;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class FlameGraphTest
{
    private static final double EXACT = 0.011;

    @Test
    void shouldMakeEachFrameAsWideAsItsShareAboveTheOneThatCalledIt() throws Exception
    {
        final Map<String, Element> frames = frames(svg("a;b_[j] 300\na;c_[k] 500\nd 200\n"));
        assertEquals(1_200, number(frames, "p", "width"), EXACT);
        assertEquals(960, number(frames, "a", "width"), EXACT);
        assertEquals(240, number(frames, "d", "width"), EXACT);
        assertEquals(number(frames, "a", "width"), number(frames, "b", "width") + number(frames, "c", "width"), EXACT);
        assertEquals(number(frames, "p", "width"), number(frames, "a", "width") + number(frames, "d", "width"), EXACT);
        assertEquals(0, number(frames, "c", "x"), EXACT, "the widest comes first");
        assertEquals(number(frames, "c", "width"), number(frames, "b", "x"), EXACT);
        assertEquals(number(frames, "a", "width"), number(frames, "d", "x"), EXACT);
        assertEquals(number(frames, "p", "y") - number(frames, "a", "y"), number(frames, "p", "height"), EXACT);
        assertEquals(number(frames, "a", "y"), number(frames, "d", "y"), EXACT);
        assertEquals("java", rect(frames.get("b")).getAttribute("class"));
        assertEquals("kernel", rect(frames.get("c")).getAttribute("class"));
        assertEquals("native", rect(frames.get("d")).getAttribute("class"));
        assertEquals("c (kernel): 50.00 %, 500 samples", title(frames.get("c")));
    }

    @Test
    void shouldLeaveOutFramesThatCannotBeSeenWithAllThatStandsOnThem() throws Exception
    {
        final Map<String, Element> frames = frames(svg("wide 9979\nedge 11\nnarrow;on;it 9\nwide;one 1\n"));
        assertTrue(frames.containsKey("edge"));
        assertFalse(frames.containsKey("narrow"));
        assertFalse(frames.containsKey("on"));
        assertEquals(3, frames.size(), "process, wide, edge");
    }

    @Test
    void shouldEscapeNamesAndReplaceWhatAPageCannotHold() throws Exception
    {
        final Map<String, Element> frames = frames(svg("[\"t\" & <u>\u0007\ufffe tid=1];f<A&&>::operator\"\"() 5\n"));
        assertTrue(frames.containsKey("\"t\" & <u>??"), frames.keySet().toString());
        assertTrue(frames.containsKey("f<A&&>::operator\"\"()"), frames.keySet().toString());
    }

    @Test
    void shouldShortenLabelsToTheirFrameAndJavaNamesToClassAndMethod() throws Exception
    {
        final String svg = svg("io/suuupra/engine/Engine.onCommand_[j] 97\n" + "x".repeat(90) + " 3\n");
        assertTrue(svg.contains(">Engine.onCommand</text>"), svg);
        assertTrue(svg.contains("<title>io.suuupra.engine.Engine.onCommand (Java): 97.00 %, 97 samples</title>"), svg);
        assertTrue(svg.contains(">xx..</text>"), svg);
        assertEquals("main", new Frame("main", Frame.Kind.JAVA).label());
        assertEquals("A.main", new Frame("A.main", Frame.Kind.JAVA).label());
        assertEquals("a.b.c", new Frame("a.b.c", Frame.Kind.NATIVE).label());
    }

    @Test
    void shouldDrawTheDeepestStack() throws Exception
    {
        final String svg = svg("a;".repeat(CollapsedStacks.DEPTH_MAX - 1) + "top 1\n");
        final Map<String, Element> frames = frames(svg);
        assertEquals(24, number(frames, "top", "y"), EXACT, "just below the legend");
        assertEquals(1_200, number(frames, "top", "width"), EXACT);
    }

    private static String svg(final String stacks)
    {
        return new FlameGraph(CollapsedStacks.parse(stacks, "p")).svg();
    }

    private static Map<String, Element> frames(final String svg)
        throws ParserConfigurationException, SAXException, IOException
    {
        final Document document =
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        final NodeList groups = document.getElementsByTagName("g");
        final Map<String, Element> frames = new LinkedHashMap<>();
        for (int i = 0; i < groups.getLength(); i++)
        {
            final Element group = (Element)groups.item(i);
            frames.put(title(group).replaceAll(" \\([a-zA-Z]+\\): .*", ""), group);
        }
        return frames;
    }

    private static String title(final Element frame)
    {
        return frame.getElementsByTagName("title").item(0).getTextContent();
    }

    private static Element rect(final Element frame)
    {
        return (Element)frame.getElementsByTagName("rect").item(0);
    }

    private static double number(final Map<String, Element> frames, final String frame, final String attribute)
    {
        return Double.parseDouble(rect(frames.get(frame)).getAttribute(attribute));
    }
}
