/// What destinations behind HTTP share. Starting points: [HttpSender] makes one attempt and says what came of it,
/// [HttpSettings] is what an operator configures.
@NullMarked
package ai.genops.destination.http;

import org.jspecify.annotations.NullMarked;
