/// The destination `slack`: messages through an incoming webhook. Starting points: [SlackType] reads the block,
/// [SlackTransport] sends, [SlackMessage] is what people read.
@NullMarked
package ai.genops.destination.slack;

import org.jspecify.annotations.NullMarked;
