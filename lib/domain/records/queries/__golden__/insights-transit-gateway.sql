-- recent: Newest records
parse @message "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *" as version, resourceType, accountId, tgwId, tgwAttachmentId, tgwSrcVpcAccountId, tgwDstVpcAccountId, tgwSrcVpcId, tgwDstVpcId, tgwSrcSubnetId, tgwDstSubnetId, tgwSrcEni, tgwDstEni, tgwSrcAzId, tgwDstAzId, tgwPairAttachmentId, srcAddr, dstAddr, srcPort, dstPort, protocol, packets, bytes, start, end, logStatus, type, packetsLostNoRoute, packetsLostBlackhole, packetsLostMtuExceeded, packetsLostTtlExpired, tcpFlags, region, flowDirection, pktSrcAwsService, pktDstAwsService
| fields @timestamp, version, resourceType, accountId, tgwId, tgwAttachmentId, tgwSrcVpcAccountId, tgwDstVpcAccountId, tgwSrcVpcId, tgwDstVpcId, tgwSrcSubnetId, tgwDstSubnetId, tgwSrcEni, tgwDstEni, tgwSrcAzId, tgwDstAzId, tgwPairAttachmentId, srcAddr, dstAddr, srcPort, dstPort, protocol, packets, bytes, start, end, logStatus, type, packetsLostNoRoute, packetsLostBlackhole, packetsLostMtuExceeded, packetsLostTtlExpired, tcpFlags, region, flowDirection, pktSrcAwsService, pktDstAwsService
| sort @timestamp desc
| limit 100

-- top-talkers: Pairs of addresses with the most bytes
parse @message "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *" as version, resourceType, accountId, tgwId, tgwAttachmentId, tgwSrcVpcAccountId, tgwDstVpcAccountId, tgwSrcVpcId, tgwDstVpcId, tgwSrcSubnetId, tgwDstSubnetId, tgwSrcEni, tgwDstEni, tgwSrcAzId, tgwDstAzId, tgwPairAttachmentId, srcAddr, dstAddr, srcPort, dstPort, protocol, packets, bytes, start, end, logStatus, type, packetsLostNoRoute, packetsLostBlackhole, packetsLostMtuExceeded, packetsLostTtlExpired, tcpFlags, region, flowDirection, pktSrcAwsService, pktDstAwsService
| filter logStatus = "OK"
| stats sum(bytes) as totalBytes, sum(packets) as totalPackets, count(*) as records by srcAddr, dstAddr
| sort totalBytes desc
| limit 100

-- bytes-over-time: Bytes in five minutes each
parse @message "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *" as version, resourceType, accountId, tgwId, tgwAttachmentId, tgwSrcVpcAccountId, tgwDstVpcAccountId, tgwSrcVpcId, tgwDstVpcId, tgwSrcSubnetId, tgwDstSubnetId, tgwSrcEni, tgwDstEni, tgwSrcAzId, tgwDstAzId, tgwPairAttachmentId, srcAddr, dstAddr, srcPort, dstPort, protocol, packets, bytes, start, end, logStatus, type, packetsLostNoRoute, packetsLostBlackhole, packetsLostMtuExceeded, packetsLostTtlExpired, tcpFlags, region, flowDirection, pktSrcAwsService, pktDstAwsService
| filter logStatus = "OK"
| stats sum(bytes) as totalBytes by bin(5m)

-- lost-packets: Packets that the transit gateway dropped
parse @message "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *" as version, resourceType, accountId, tgwId, tgwAttachmentId, tgwSrcVpcAccountId, tgwDstVpcAccountId, tgwSrcVpcId, tgwDstVpcId, tgwSrcSubnetId, tgwDstSubnetId, tgwSrcEni, tgwDstEni, tgwSrcAzId, tgwDstAzId, tgwPairAttachmentId, srcAddr, dstAddr, srcPort, dstPort, protocol, packets, bytes, start, end, logStatus, type, packetsLostNoRoute, packetsLostBlackhole, packetsLostMtuExceeded, packetsLostTtlExpired, tcpFlags, region, flowDirection, pktSrcAwsService, pktDstAwsService
| stats sum(packetsLostNoRoute) as lostNoRoute, sum(packetsLostBlackhole) as lostBlackhole, sum(packetsLostMtuExceeded) as lostMtuExceeded, sum(packetsLostTtlExpired) as lostTtlExpired by tgwAttachmentId, srcAddr, dstAddr
| filter lostNoRoute > 0 or lostBlackhole > 0 or lostMtuExceeded > 0 or lostTtlExpired > 0
| limit 100

-- without-records: Windows without data, and windows whose records were skipped
parse @message "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *" as version, resourceType, accountId, tgwId, tgwAttachmentId, tgwSrcVpcAccountId, tgwDstVpcAccountId, tgwSrcVpcId, tgwDstVpcId, tgwSrcSubnetId, tgwDstSubnetId, tgwSrcEni, tgwDstEni, tgwSrcAzId, tgwDstAzId, tgwPairAttachmentId, srcAddr, dstAddr, srcPort, dstPort, protocol, packets, bytes, start, end, logStatus, type, packetsLostNoRoute, packetsLostBlackhole, packetsLostMtuExceeded, packetsLostTtlExpired, tcpFlags, region, flowDirection, pktSrcAwsService, pktDstAwsService
| filter logStatus != "OK"
| stats count(*) as windows by logStatus
| sort windows desc
| limit 100
