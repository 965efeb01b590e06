/**
 * What REST says about UPI: payments and collects as JSON, what has become of them, and QR codes.
 *
 * <p>Imports the codecs, {@code gateway.json}, jackson-core and a QR code generator, and knows nothing of HTTP.
 * Confined to one thread.
 */
package io.suuupra.gateway.rest.upi;
