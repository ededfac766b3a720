/// The destination `pagerduty`: incidents by the Events API v2. Starting points: [PagerDutyType] reads the block,
/// [PagerDutyTransport] sends, [Incidents] remembers what is open.
@NullMarked
package ai.genops.destination.pagerduty;

import org.jspecify.annotations.NullMarked;
