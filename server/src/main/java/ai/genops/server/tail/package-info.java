/// A search's condition, asked of events as they arrive instead of rows of the lake. Start at [LiveFilter]; [LiveField]
/// says what a field's name means on an event, [LiveComparison] how values compare, [LiveRow] what a viewer is shown.
@NullMarked
package ai.genops.server.tail;

import org.jspecify.annotations.NullMarked;
