/**
 * Draws charts as SVG that stands within a page: it takes its colours from the page and needs nothing else.
 *
 * <p>It may import the JDK only. Any thread.
 */
package io.suuupra.bench.chart;
