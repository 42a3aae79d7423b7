/**
 * The machines that do the work. {@link org.reelmill.node.NodeRegistry} is the entrance: it announces this server, keeps it
 * alive by a heartbeat of its own thread, and removes the rows of servers that fell silent. What a node holds (its claims)
 * belongs to others, who renew it through {@link org.reelmill.node.LeaseHolder}.
 */
package org.reelmill.node;
