package io.suuupra.bench.chart;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class ChartTest
{
    private static final double EXACT = 1e-9;

    @Test
    void shouldEndALinearAxisAtARoundValue()
    {
        final Axis axis = Axis.linear("/s", 930_000);
        assertEquals(List.of("0", "200 k", "400 k", "600 k", "800 k", "1 M"),
            axis.ticks().stream().map(Axis.Tick::text).toList());
        assertEquals(0.93, axis.at(930_000), EXACT);
        assertEquals(1, axis.at(2_000_000), EXACT);
        assertTrue(Double.isFinite(Axis.linear("/s", 0).at(0)));
    }

    @Test
    void shouldGiveEachPowerOfTenTheSameRoom()
    {
        final Axis axis = Axis.logarithmic("ms", 0.02, 50);
        assertEquals(List.of("0.01", "0.1", "1", "10", "100"), axis.ticks().stream().map(Axis.Tick::text).toList());
        assertEquals(0.5, axis.at(1), EXACT);
        assertEquals(2, Axis.logarithmic("ms", 1, 1).ticks().size());
    }

    @Test
    void shouldGiveEachNineTheSameRoomAndTheMaximumTheEnd()
    {
        final Axis axis = Axis.tail("percentile", 99.9);
        assertEquals(List.of("0", "50", "90", "99", "99.9"), axis.ticks().stream().map(Axis.Tick::text).toList());
        assertEquals(axis.at(99) - axis.at(90), axis.at(99.9) - axis.at(99), EXACT);
        assertEquals(1, axis.at(100), EXACT);
        assertTrue(axis.at(99.9) < 1);
        assertEquals(1, Axis.tail("percentile", 99.99999).at(100), EXACT);
    }

    @Test
    void shouldDrawALineThatCanBeParsed() throws Exception
    {
        final LineChart chart = new LineChart("a < b & \"c\"", Axis.linear("s", 2), Axis.linear("ms", 10),
            List.of(new LineChart.Point(0, 10), new LineChart.Point(2, 0)));
        final Document svg = parse(chart.svg());
        assertEquals("62.0,26.0 444.0,200.0",
            svg.getElementsByTagName("polyline").item(0).getAttributes().getNamedItem("points").getNodeValue());
        assertEquals("a < b & \"c\"", svg.getDocumentElement().getAttribute("aria-label"));
    }

    @Test
    void shouldDrawBarsOfWhatIsKnown() throws Exception
    {
        final BarChart chart = new BarChart("stages", "ms", "p50", "p99",
            List.of(new BarChart.Bar("journal", 1, 4), new BarChart.Bar("<engine>", Double.NaN, 2)));
        final Document svg = parse(chart.svg());
        assertEquals(2 + 3, svg.getElementsByTagName("rect").getLength(), "two of the legend and three values");
        parse(new BarChart("none", "ms", "p50", "p99", List.of(new BarChart.Bar("zero", 0, 0))).svg());
    }

    private static Document parse(final String svg) throws ParserConfigurationException, SAXException, IOException
    {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
