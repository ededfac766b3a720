/// Vendors whose blocks are read and checked, and which this version cannot deliver to. Each is one file; it says what
/// its block must and may hold. Starting points: [KnownTypes] lists them, [VendorType] is what they share.
@NullMarked
package ai.genops.destination.vendor;

import org.jspecify.annotations.NullMarked;
