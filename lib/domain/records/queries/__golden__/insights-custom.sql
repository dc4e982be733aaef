-- recent: Newest records
parse @message "* * * * * * * * *" as version, interfaceId, srcAddr, dstAddr, bytes, end, tcpFlags, instanceTag, logStatus
| fields @timestamp, version, interfaceId, srcAddr, dstAddr, bytes, end, tcpFlags, instanceTag, logStatus
| sort @timestamp desc
| limit 100

-- top-talkers: Pairs of addresses with the most bytes
parse @message "* * * * * * * * *" as version, interfaceId, srcAddr, dstAddr, bytes, end, tcpFlags, instanceTag, logStatus
| filter logStatus = "OK"
| stats sum(bytes) as totalBytes, count(*) as records by srcAddr, dstAddr
| sort totalBytes desc
| limit 100

-- bytes-over-time: Bytes in five minutes each
parse @message "* * * * * * * * *" as version, interfaceId, srcAddr, dstAddr, bytes, end, tcpFlags, instanceTag, logStatus
| filter logStatus = "OK"
| stats sum(bytes) as totalBytes by bin(5m)

-- without-records: Windows without data, and windows whose records were skipped
parse @message "* * * * * * * * *" as version, interfaceId, srcAddr, dstAddr, bytes, end, tcpFlags, instanceTag, logStatus
| filter logStatus != "OK"
| stats count(*) as windows by logStatus, interfaceId
| sort windows desc
| limit 100
