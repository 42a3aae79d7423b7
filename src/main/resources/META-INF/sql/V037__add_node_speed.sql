-- Pictures a second in one slot, over the node's last segments; empty until it has encoded one.
ALTER TABLE node ADD COLUMN speed DOUBLE PRECISION;
