-- recent: Newest records
fields @timestamp, version, accountId, interfaceId, srcAddr, dstAddr, srcPort, dstPort, protocol, packets, bytes, action, logStatus
| sort @timestamp desc
| limit 100

-- top-talkers: Pairs of addresses with the most bytes
filter logStatus = "OK"
| stats sum(bytes) as totalBytes, sum(packets) as totalPackets, count(*) as records by srcAddr, dstAddr
| sort totalBytes desc
| limit 100

-- rejects: Refused traffic
filter action = "REJECT"
| stats count(*) as records by srcAddr, dstAddr, dstPort, protocol
| sort records desc
| limit 100

-- bytes-over-time: Bytes in five minutes each
filter logStatus = "OK"
| stats sum(bytes) as totalBytes by bin(5m)

-- without-records: Windows without data, and windows whose records were skipped
filter logStatus != "OK"
| stats count(*) as windows by logStatus, interfaceId
| sort windows desc
| limit 100
