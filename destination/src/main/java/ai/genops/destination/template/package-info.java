/// Payload templates of destinations and routes. Starting point: [PayloadTemplate].
@NullMarked
package ai.genops.destination.template;

import org.jspecify.annotations.NullMarked;
