#!/usr/bin/perl
# regex_csv.pl PATTERNS FOLDER: the yardstick of the perl row; does what regex_csv.py does.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));
my ($list, $folder) = @ARGV;
open my $in, '<', $list or die "$list: $!";
my @patterns;
while (<$in>) {
	chomp;
	my ($name, $pattern) = split /\t/, $_, 2;
	push @patterns, [$name, qr/$pattern/];
}
opendir my $dir, $folder or die "$folder: $!";
for my $entry (sort grep { !/^\./ } readdir $dir) {
	open my $file, '<', "$folder/$entry" or die "$entry: $!";
	local $/;
	my $text = <$file>;
	for my $p (@patterns) {
		my ($name, $pattern) = @$p;
		while ($text =~ /$pattern/g) {
			my @row = ($entry, $-[0], $+[0], $name, $&, map { defined $-[$_] ? substr($text, $-[$_], $+[$_] - $-[$_]) : '' } 1 .. $#-);
			s/"/""/g for @row;
			print join(',', map { /[,"\n]/ ? "\"$_\"" : $_ } @row), "\n";
		}
	}
}
