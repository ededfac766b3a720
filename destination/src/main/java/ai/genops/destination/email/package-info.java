/// The destination `email`: mail by SMTP. Starting points: [EmailType] reads the block, [EmailTransport] sends,
/// [Mail] is what people read, [Smtp] the connection.
@NullMarked
package ai.genops.destination.email;

import org.jspecify.annotations.NullMarked;
