/**
 * What happens, told to those who watch (design §10, ADR 0017). Features fire CDI events inside their transactions;
 * {@link org.reelmill.live.EventRecorder} writes each as a row in the same transaction; {@link org.reelmill.live.EventTail}
 * reads the rows once a second while somebody listens, and hands them to the listeners of this node: browsers by WebSocket
 * ({@code socket}), programs by server-sent events ({@code rest}).
 */
package org.reelmill.live;
